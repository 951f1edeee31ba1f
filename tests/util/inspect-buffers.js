'use strict';
// util.inspect of typed arrays and buffers.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
const detached = new ArrayBuffer(3);
detached.transfer();
class U extends Uint8Array {}

assert.strictEqual(inspect(new Uint8Array([1, 2, 3])), 'Uint8Array(3) [ 1, 2, 3 ]');
assert.strictEqual(inspect(new Float32Array(2)), 'Float32Array(2) [ 0, 0 ]');
assert.strictEqual(inspect(new BigInt64Array(1)), 'BigInt64Array(1) [ 0n ]');
assert.strictEqual(inspect(new U(2)), 'U(2) [Uint8Array] [ 0, 0 ]');
assert.strictEqual(inspect(new Uint8Array(0)), 'Uint8Array(0) []');
assert.strictEqual(inspect(new Uint8Array(3), { maxArrayLength: 1 }), 'Uint8Array(3) [ 0, ... 2 more items ]');
assert.strictEqual(inspect(new Uint8Array(2), { showHidden: true }), `Uint8Array(2) [
  0,
  0,
  [BYTES_PER_ELEMENT]: 1,
  [length]: 2,
  [byteLength]: 2,
  [byteOffset]: 0,
  [buffer]: ArrayBuffer { [byteLength]: 2 }
]`);
assert.strictEqual(inspect(new ArrayBuffer(4)), 'ArrayBuffer { [Uint8Contents]: <00 00 00 00>, [byteLength]: 4 }');
assert.strictEqual(inspect(new ArrayBuffer(200), { maxArrayLength: 2 }), `ArrayBuffer {
  [Uint8Contents]: <00 00 ... 198 more bytes>,
  [byteLength]: 200
}`);
assert.strictEqual(inspect(new SharedArrayBuffer(2)), 'SharedArrayBuffer { [Uint8Contents]: <00 00>, [byteLength]: 2 }');
assert.strictEqual(inspect(new DataView(new ArrayBuffer(4), 1, 2)), `DataView {
  [byteLength]: 2,
  [byteOffset]: 1,
  [buffer]: ArrayBuffer { [Uint8Contents]: <00 00 00 00>, [byteLength]: 4 }
}`);
assert.strictEqual(inspect(detached), 'ArrayBuffer { (detached), [byteLength]: 0 }');
assert.strictEqual(inspect(Buffer.from('abc')), '<Buffer 61 62 63>');
