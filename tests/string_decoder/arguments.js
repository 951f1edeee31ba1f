'use strict';
const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');
assert.throws(() => new StringDecoder('bad'), { code: 'ERR_UNKNOWN_ENCODING' });
for (const bad of [5, null, undefined, {}]) {
  assert.throws(() => new StringDecoder().write(bad), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.strictEqual(new StringDecoder().write('text'), 'text');
assert.strictEqual(new StringDecoder('UTF-16LE').encoding, 'utf16le');
assert.strictEqual(new StringDecoder().write(new Uint16Array([0x4142])), 'BA');
const decoder = new StringDecoder('utf8');
decoder.write(Buffer.from([0xf0, 0x9f]));
assert.deepStrictEqual([decoder.lastNeed, decoder.lastTotal, [...decoder.lastChar.subarray(0, 2)]], [2, 4, [0xf0, 0x9f]]);
