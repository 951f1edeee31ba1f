'use strict';
const assert = require('node:assert');
const encoder = new TextEncoder();
assert.strictEqual(encoder.encoding, 'utf-8');
assert.deepStrictEqual([...encoder.encode('a€')], [0x61, 0xe2, 0x82, 0xac]);
assert.deepStrictEqual([...encoder.encode('\ud800x')], [0xef, 0xbf, 0xbd, 0x78]);
assert.strictEqual(encoder.encode().constructor, Uint8Array);
assert.strictEqual(encoder.encode(undefined).length, 0);
// encodeInto writes whole characters and reports what it read in UTF-16 units.
const text = 'a😀é';
for (const [room, read, written] of [[0, 0, 0], [1, 1, 1], [4, 1, 1], [5, 3, 5], [6, 3, 5], [7, 4, 7], [20, 4, 7]]) {
  const target = new Uint8Array(room);
  assert.deepStrictEqual(encoder.encodeInto(text, target), { read, written }, `${room}`);
}
assert.throws(() => encoder.encodeInto(5, new Uint8Array(1)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => encoder.encodeInto('a', new Uint16Array(1)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => TextEncoder(), TypeError);
assert.strictEqual(Object.prototype.toString.call(encoder), '[object TextEncoder]');
