'use strict';
// Buffer.from: strings and arrays are copied, ArrayBuffers are shared.
const assert = require('node:assert');

const array = [1, 2, 300];
const copied = Buffer.from(array);
array[0] = 9;
assert.deepStrictEqual([...copied], [1, 2, 44]);

const bytes = new Uint8Array([1, 2, 3, 4]);
const shared = Buffer.from(bytes.buffer, 1, 2);
bytes[1] = 7;
assert.deepStrictEqual([...shared], [7, 3]);
const own = Buffer.from(bytes);
bytes[0] = 99;
assert.strictEqual(own[0], 1);

const wide = Buffer.from(new Uint16Array([1, 258]));
assert.deepStrictEqual([...wide], [1, 2]);

assert.strictEqual(Buffer.from(new String('text')).toString(), 'text');
assert.strictEqual(Buffer.from({ type: 'Buffer', data: [104, 105] }).toString(), 'hi');
assert.strictEqual(Buffer.from({ [Symbol.toPrimitive]: () => 'primitive' }).toString(), 'primitive');
assert.strictEqual(Buffer.from({ length: 2, 0: 65, 1: 66 }).toString(), 'AB');
assert.strictEqual(Buffer.from(Buffer.from('x').toJSON()).toString(), 'x');
