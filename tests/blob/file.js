'use strict';
const assert = require('node:assert');
const { File, Blob } = require('node:buffer');
const file = new File(['abc'], 'name\ud800', { type: 'A/b', lastModified: 5 });
assert(file instanceof Blob && globalThis.File === File && globalThis.Blob === Blob);
assert.deepStrictEqual([file.name, file.type, file.size, file.lastModified], ['name\ufffd', 'a/b', 3, 5]);
assert.strictEqual(require('node:util').inspect(new File([], 'x', { lastModified: 1 })),
  "File { size: 0, type: '', name: 'x', lastModified: 1 }");
const before = Date.now();
assert(new File([], 'x').lastModified >= before);
assert.strictEqual(file.slice(1).constructor, Blob);
assert.throws(() => new File(['a']), { code: 'ERR_MISSING_ARGS', message: 'The "fileBits" and "fileName" arguments must be specified' });
assert.throws(() => File.prototype.name, { code: 'ERR_INVALID_THIS' });
