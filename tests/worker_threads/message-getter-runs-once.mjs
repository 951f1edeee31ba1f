// Cloning reads getters once and passes their errors on.
import assert from 'node:assert';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
let reads = 0;
port1.postMessage({ get value() { return ++reads; } });
assert.strictEqual(reads, 1);
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: { value: 1 } });
const failure = new Error('from the getter');
assert.throws(() => port1.postMessage({ get value() { throw failure; } }), failure);
assert.strictEqual(receiveMessageOnPort(port2), undefined);
