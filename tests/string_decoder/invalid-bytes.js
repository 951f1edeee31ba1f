'use strict';
const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');
function decode(encoding, ...chunks) {
  const decoder = new StringDecoder(encoding);
  const out = chunks.map((chunk) => decoder.write(Buffer.from(chunk)));
  return [...out, decoder.end()];
}
assert.deepStrictEqual(decode('utf8', [0xe2, 0x82]), ['', '\ufffd']);
assert.deepStrictEqual(decode('utf8', [0xe2], [0x41]), ['', '\ufffdA', '']);
assert.deepStrictEqual(decode('utf8', [0xc0], [0x80]), ['', '\ufffd\ufffd', '']);
assert.deepStrictEqual(decode('utf8', [0xed, 0xa0], [0x80]), ['', '\ufffd\ufffd\ufffd', '']);
assert.deepStrictEqual(decode('utf8', [0xf0], [0x9f], [0xe2], [0x82], [0xac]), ['', '', '\ufffd', '', '€', '']);
assert.deepStrictEqual(decode('utf16le', [0x41, 0, 0x42]), ['A', '']);
assert.deepStrictEqual(decode('utf16le', [0x3d, 0xd8]), ['', '\ud83d']);
