'use strict';
// Integers of every width, order and sign are read as they were written.
const assert = require('node:assert');

const buffer = Buffer.alloc(12);
const cases = [
  ['UInt8', [0, 1, 255]], ['Int8', [-128, -1, 127]],
  ['UInt16LE', [0, 0x1234, 0xffff]], ['UInt16BE', [0, 0x1234, 0xffff]],
  ['Int16LE', [-0x8000, -2, 0x7fff]], ['Int16BE', [-0x8000, -2, 0x7fff]],
  ['UInt32LE', [0, 0x12345678, 0xffffffff]], ['UInt32BE', [0, 0x12345678, 0xffffffff]],
  ['Int32LE', [-0x80000000, -3, 0x7fffffff]], ['Int32BE', [-0x80000000, -3, 0x7fffffff]],
  ['BigUInt64LE', [0n, 0x123456789abcdef0n, 0xffffffffffffffffn]],
  ['BigUInt64BE', [0n, 0x123456789abcdef0n, 0xffffffffffffffffn]],
  ['BigInt64LE', [-0x8000000000000000n, -4n, 0x7fffffffffffffffn]],
  ['BigInt64BE', [-0x8000000000000000n, -4n, 0x7fffffffffffffffn]],
  ['FloatLE', [0, 1.5, -Infinity]], ['FloatBE', [0, 1.5, -Infinity]],
  ['DoubleLE', [0, Math.PI, -1e300]], ['DoubleBE', [0, Math.PI, -1e300]],
];
for (const [name, values] of cases) {
  for (const value of values) {
    for (const offset of [0, 1, 3]) {
      const end = buffer[`write${name}`](value, offset);
      assert.strictEqual(buffer[`read${name}`](offset), value, `${name} ${value}`);
      assert(end > offset);
    }
  }
}
for (let size = 1; size <= 6; size++) {
  const max = 2 ** (size * 8) - 1;
  const half = 2 ** (size * 8 - 1);
  for (const order of ['LE', 'BE']) {
    for (const value of [0, 1, max, Math.floor(max / 3)]) {
      assert.strictEqual(buffer[`writeUInt${order}`](value, 2, size), 2 + size);
      assert.strictEqual(buffer[`readUint${order}`](2, size), value);
    }
    for (const value of [-half, -1, half - 1]) {
      buffer[`writeInt${order}`](value, 1, size);
      assert.strictEqual(buffer[`readInt${order}`](1, size), value);
    }
  }
}
buffer.writeUInt32BE(0x01020304);
assert.deepStrictEqual([...buffer.subarray(0, 4)], [1, 2, 3, 4]);
buffer.writeUIntLE(0x010203040506, 0, 6);
assert.deepStrictEqual([...buffer.subarray(0, 6)], [6, 5, 4, 3, 2, 1]);
