// receiveMessageOnPort takes one waiting message without the event loop.
import assert from 'node:assert';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
assert.strictEqual(receiveMessageOnPort(port2), undefined);
port1.postMessage({ hello: 'world' });
port1.postMessage(undefined);
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: { hello: 'world' } });
assert.deepStrictEqual(receiveMessageOnPort(port2), { message: undefined });
assert.strictEqual(receiveMessageOnPort(port2), undefined);
assert.throws(() => receiveMessageOnPort({}), { code: 'ERR_INVALID_ARG_TYPE' });
