'use strict';
// slice and subarray are views on the same memory, whatever the signs of their ends.
const assert = require('node:assert');

const buffer = Buffer.from('buffer');
const part = buffer.subarray(1, -1);
assert(Buffer.isBuffer(part));
assert.strictEqual(part.toString(), 'uffe');
part[0] = 0x55;
assert.strictEqual(buffer.toString(), 'bUffer');
assert.strictEqual(buffer.slice(-3).toString(), 'fer');
assert.strictEqual(buffer.slice('1', '3').toString(), 'Uf');
assert.strictEqual(buffer.slice(4, 2).length, 0);
assert.strictEqual(buffer.slice(50).length, 0);
assert.strictEqual(buffer.slice(NaN, 2.9).toString(), 'bU');
assert.strictEqual(buffer.subarray().buffer, buffer.buffer);
// The typed array methods that make arrays make Buffers.
assert(Buffer.isBuffer(buffer.map((byte) => byte + 1)));
assert(Buffer.isBuffer(buffer.filter((byte) => byte > 0x60)));
