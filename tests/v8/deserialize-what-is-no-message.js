// Bytes that nobody serialized are an error, whatever they say of lengths and references; never a crash, never much memory.
const assert = require('node:assert');
const v8 = require('node:v8');

const unsupported = 'Unable to deserialize cloned data due to invalid or unsupported version.';
for (const hex of ['', 'ff', 'ff1030', 'ff0c30', '30']) {
  assert.throws(() => v8.deserialize(Buffer.from(hex, 'hex')), { message: unsupported }, hex);
}
const invalid = 'Unable to deserialize cloned data.';
for (const hex of [
  'ff0f', 'ff0f41', 'ff0f41ffffffff0f', 'ff0f5e05', 'ff0f2205', 'ff0f99', 'ff0f5603', 'ff0f42040102030456422004', 'ff0f42ffffffff0f',
  'ff0f7effffff0f01', 'ff0f5affffffff0f', 'ff0f520161ff7f', 'ff0f6305616263', 'ff0f725a',
]) assert.throws(() => v8.deserialize(Buffer.from(hex, 'hex')), { message: invalid }, hex);
assert.throws(() => v8.deserialize(1), { code: 'ERR_INVALID_ARG_TYPE' });

// Every message with some of its bytes changed, by a fixed sequence of numbers.
const message = v8.serialize({
  a: [1, , 'x', { b: new Map([[1, new Set([2n])]]) }], c: new Float64Array(3), d: new RangeError('e', { cause: 1 }), f: /x/g,
  g: '\u0100', h: new Date(1), i: new ArrayBuffer(4), j: Object('s'),
});
let state = 1;
const random = (most) => {
  state = (state * 48271) % 2147483647;
  return state % most;
};
for (let i = 0; i < 5000; i++) {
  const changed = Buffer.from(message.subarray(0, 2 + random(message.length - 1)));
  for (let n = random(4); n >= 0; n--) changed[2 + random(changed.length)] = random(256);
  try {
    v8.deserialize(changed);
  } catch (error) {
    assert.ok(error instanceof Error, String(error));
  }
}
