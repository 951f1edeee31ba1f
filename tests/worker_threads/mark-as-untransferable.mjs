// What is marked as untransferable may be sent as a copy, but not stand in a transfer list.
import assert from 'node:assert';
import {
  isMarkedAsUntransferable, markAsUntransferable, MessageChannel, receiveMessageOnPort,
} from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const marked = new ArrayBuffer(8);
const other = new ArrayBuffer(8);
assert.strictEqual(isMarkedAsUntransferable(marked), false);
markAsUntransferable(marked);
assert.strictEqual(isMarkedAsUntransferable(marked), true);
assert.strictEqual(isMarkedAsUntransferable(other), false);
for (const value of [undefined, null, 1, 'x', {}]) assert.strictEqual(isMarkedAsUntransferable(value), false);
for (const value of [undefined, null, 1, 'x']) assert.strictEqual(markAsUntransferable(value), undefined);

assert.throws(() => port1.postMessage(marked, [marked]), { name: 'DataCloneError', code: 25 });
assert.throws(() => port1.postMessage([marked, other], [other, marked]), { name: 'DataCloneError', code: 25 });
assert.strictEqual(marked.byteLength, 8);
assert.strictEqual(other.byteLength, 8);
port1.postMessage(marked);
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: new ArrayBuffer(8) });
port1.postMessage(other, [other]);
assert.strictEqual(other.byteLength, 0);

// The pool that small Buffers share must never leave.
const pooled = Buffer.from('pooled');
assert.strictEqual(isMarkedAsUntransferable(pooled.buffer), true);
assert.throws(() => port1.postMessage(pooled, [pooled.buffer]), { name: 'DataCloneError' });

const { port1: port } = new MessageChannel();
markAsUntransferable(port);
assert.throws(() => port1.postMessage(port, [port]), { name: 'DataCloneError' });
port.close();
port1.close();
