'use strict';
const assert = require('node:assert');
const { SourceMap } = require('node:module');
const payload = { version: 3, sources: ['a.ts', 'b.ts'], names: ['x'], mappings: 'AAAA,IAAIA;;ACCJ,C' };
const map = new SourceMap(payload, { lineLengths: [1, 2] });
assert.notStrictEqual(map.payload, payload);
assert.deepStrictEqual(map.payload, payload);
assert.deepStrictEqual(map.lineLengths, [1, 2]);
assert.strictEqual(new SourceMap(payload).lineLengths, undefined);
assert.deepStrictEqual(map.findEntry(0, 6), {
  generatedLine: 0, generatedColumn: 4, originalSource: 'a.ts', originalLine: 0, originalColumn: 4, name: 'x',
});
assert.strictEqual(map.findEntry(2, 0).originalSource, 'b.ts');
assert.deepStrictEqual(map.findEntry(-1, 0), {});
assert.deepStrictEqual(map.findOrigin(1, 5), { name: 'x', fileName: 'a.ts', lineNumber: 1, columnNumber: 5 });
for (const value of [undefined, 3, '{}']) assert.throws(() => new SourceMap(value), { code: 'ERR_INVALID_ARG_TYPE' });
