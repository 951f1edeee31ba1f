'use strict';
// Buffer is a subclass of Uint8Array and a function of old, with its properties where packages look for them.
const assert = require('node:assert');
const buffer = require('node:buffer');
assert.strictEqual(globalThis.Buffer, buffer.Buffer);
assert.strictEqual(Object.getPrototypeOf(Buffer), Uint8Array);
assert.strictEqual(Object.getPrototypeOf(Buffer.prototype), Uint8Array.prototype);
const b = Buffer.from('abc');
assert(b instanceof Uint8Array && b instanceof Buffer && Buffer.isBuffer(b) && !Buffer.isBuffer(new Uint8Array(1)));
assert.strictEqual(b.constructor, Buffer);
assert.strictEqual(b.parent, b.buffer);
assert.strictEqual(b.offset, b.byteOffset);
assert.strictEqual(buffer.kMaxLength, buffer.constants.MAX_LENGTH);
assert.strictEqual(buffer.kStringMaxLength, buffer.constants.MAX_STRING_LENGTH);
assert.strictEqual(buffer.SlowBuffer, undefined);
assert.strictEqual(Buffer.prototype.toLocaleString, Buffer.prototype.toString);
assert.strictEqual(Buffer.prototype.readUint8, Buffer.prototype.readUInt8);
assert.strictEqual(Buffer.poolSize, 65536);
// Small ones come from one pool, large ones and alloc() do not.
assert.strictEqual(Buffer.allocUnsafe(10).buffer, Buffer.allocUnsafe(10).buffer);
assert.notStrictEqual(Buffer.alloc(10).buffer, Buffer.alloc(10).buffer);
assert.strictEqual(Buffer.allocUnsafeSlow(10).buffer.byteLength, 10);
assert.strictEqual(Buffer.allocUnsafe(3).byteOffset % 8, 0);
assert.strictEqual(Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1).toString('hex'), '0200');
assert.deepStrictEqual([...Buffer.of(1, '2', 257)], [1, 2, 1]);
