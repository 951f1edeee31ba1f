// parentPort is a MessagePort in the worker and null in the main thread; messages arrive in order.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, parentPort } from 'node:worker_threads';

assert.strictEqual(parentPort, null);
const worker = new Worker(new URL('fixtures/echo.mjs', import.meta.url));
const received = [];
worker.on('message', (value) => received.push(value));
for (let i = 0; i < 1000; i++) worker.postMessage(i);
worker.postMessage('stop');
const [code] = await once(worker, 'exit');
assert.strictEqual(code, 0);
assert.deepStrictEqual(received, Array.from({ length: 1000 }, (_, i) => i));
