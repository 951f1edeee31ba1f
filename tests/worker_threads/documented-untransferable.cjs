// A buffer marked as untransferable is refused in a transfer list and stays whole.
'use strict';
const assert = require('node:assert');
const { MessageChannel, isMarkedAsUntransferable, markAsUntransferable } = require('node:worker_threads');

const pooled = new ArrayBuffer(8);
const bytes = new Uint8Array(pooled);
markAsUntransferable(pooled);
assert.strictEqual(isMarkedAsUntransferable(pooled), true);
assert.strictEqual(isMarkedAsUntransferable(new ArrayBuffer(1)), false);
const { port1 } = new MessageChannel();
assert.throws(() => port1.postMessage(bytes, [bytes.buffer]), { name: 'DataCloneError' });
assert.strictEqual(bytes.length, 8);
// Buffer's own pool is marked, so that a transfer cannot take other Buffers' memory away.
const small = Buffer.from('pooled');
assert.throws(() => port1.postMessage(small, [small.buffer]), { name: 'DataCloneError' });
assert.strictEqual(small.toString(), 'pooled');
