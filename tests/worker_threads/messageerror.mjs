// messageerror listeners can be registered on a worker and a port and do not fire for good messages.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const worker = new Worker(new URL('fixtures/echo.mjs', import.meta.url));
worker.on('messageerror', assert.fail);
worker.postMessage('fine');
assert.deepStrictEqual(await once(worker, 'message'), ['fine']);
worker.postMessage('stop');
const { port1, port2 } = new MessageChannel();
port2.onmessageerror = assert.fail;
assert.strictEqual(port2.onmessageerror, assert.fail);
port1.postMessage(1);
port2.onmessage = () => port1.close();
