'use strict';
// crypto.getRandomValues fills any integer array in place.
const assert = require('node:assert');
for (const Type of [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint32Array, BigUint64Array, BigInt64Array]) {
  const array = new Type(64);
  assert.strictEqual(crypto.getRandomValues(array), array);
  assert(array.some((value) => value != 0));
}
const part = new Uint8Array(64);
crypto.getRandomValues(part.subarray(8, 40));
assert(part.subarray(0, 8).every((b) => b === 0) && part.subarray(40).every((b) => b === 0));
assert.throws(() => crypto.getRandomValues(new Float32Array(1)), { name: 'TypeMismatchError' });
assert.throws(() => crypto.getRandomValues(new DataView(new ArrayBuffer(1))), { name: 'TypeMismatchError' });
assert.throws(() => crypto.getRandomValues(new Uint8Array(65537)), { name: 'QuotaExceededError' });
assert.throws(() => crypto.getRandomValues.call({}, new Uint8Array(1)), { code: 'ERR_INVALID_THIS' });
assert.throws(() => new Crypto(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.strictEqual(crypto.getRandomValues(new Uint8Array(0)).length, 0);
