'use strict';
// A Buffer on shared memory writes its text and no byte beside it.
const assert = require('node:assert');
const shared = new SharedArrayBuffer(32);
const buffer = Buffer.from(shared, 4, 20);
assert.strictEqual(buffer.write('h€llo', 2), 7);
assert.strictEqual(buffer.toString('utf8', 2, 9), 'h€llo');
assert.strictEqual(new Uint8Array(shared)[6], 0x68);
assert.strictEqual(buffer.indexOf('llo'), 6);
buffer.writeUInt32LE(0x01020304, 12);
assert.strictEqual(new Uint8Array(shared)[16], 4);
assert.strictEqual(new TextDecoder().decode(buffer.subarray(2, 9)), 'h€llo');
assert.deepStrictEqual(new TextEncoder().encodeInto('xy', buffer), { read: 2, written: 2 });
assert.strictEqual(buffer.latin1Slice(0, 3), 'xyh');
assert(crypto.getRandomValues(new Uint8Array(shared)).length === 32);
