// receiveMessageOnPort() takes the oldest message of a port or a BroadcastChannel, and nothing else.
import assert from 'node:assert';
import { BroadcastChannel, MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const sender = new BroadcastChannel('name');
const receiver = new BroadcastChannel('name');
assert.strictEqual(receiveMessageOnPort(receiver), undefined);
sender.postMessage({ a: 1 });
sender.postMessage('second');
assert.deepStrictEqual(receiveMessageOnPort(receiver), { message: { a: 1 } });
assert.deepStrictEqual(receiveMessageOnPort(receiver), { message: 'second' });
assert.strictEqual(receiveMessageOnPort(receiver), undefined);
assert.strictEqual(receiveMessageOnPort(sender), undefined);
sender.close();
receiver.close();

const { port1, port2 } = new MessageChannel();
port1.postMessage(undefined);
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: undefined });
port1.close();
const worker = new Worker('', { eval: true });
for (const value of [null, undefined, {}, 0, 'x', worker, port1.constructor.prototype]) {
  assert.throws(() => receiveMessageOnPort(value), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
}
