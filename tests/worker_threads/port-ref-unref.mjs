// A port with a listener keeps the program alive until it is unref'd or closed.
import assert from 'node:assert';
import { MessageChannel } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
assert.strictEqual(port1.hasRef(), false);
port1.on('message', () => {});
assert.strictEqual(port1.hasRef(), true);
port1.unref();
assert.strictEqual(port1.hasRef(), false);
port2.onmessage = () => {};
port2.unref();
