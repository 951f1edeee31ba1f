// Both ends of a channel in one thread: queueing until started, order, close events on both sides.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, MessagePort } from 'node:worker_threads';

assert.strictEqual(MessageChannel, globalThis.MessageChannel);
assert.strictEqual(MessagePort, globalThis.MessagePort);
const { port1, port2 } = new MessageChannel();
assert.ok(port1 instanceof MessagePort);
port1.postMessage(1);
port1.postMessage({ two: 2 });
const got = [];
port2.on('message', (m) => got.push(m));
await once(port2, 'message');
while (got.length < 2) await new Promise(setImmediate);
assert.deepStrictEqual(got, [1, { two: 2 }]);
const closed = Promise.all([once(port1, 'close'), once(port2, 'close')]);
port1.close();
await closed;
port2.postMessage('into the void');
assert.throws(() => new MessagePort(), { code: 'ERR_CONSTRUCT_CALL_INVALID', name: 'TypeError' });
assert.throws(() => port1.postMessage(), TypeError);
