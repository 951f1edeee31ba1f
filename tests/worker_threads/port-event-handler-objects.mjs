// An object that is no function can be an event handler: it is kept, counts as a listener, and is never called.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const handler = { handleEvent() { assert.fail('called'); } };
port2.onmessage = handler;
assert.strictEqual(port2.onmessage, handler);
assert.strictEqual(port2.hasRef(), true);
port1.postMessage(1);
// The second listener runs after where the handler stands.
const data = await new Promise((resolve) => port2.addEventListener('message', (event) => resolve(event.data)));
assert.strictEqual(data, 1);
for (const nothing of [5, 'x', null, undefined]) {
  port2.onmessage = handler;
  port2.onmessage = nothing;
  assert.strictEqual(port2.onmessage, null);
}
port1.close();

const signal = new AbortController().signal;
signal.onabort = handler;
assert.strictEqual(signal.onabort, handler);
