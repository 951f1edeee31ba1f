// The transfer list may also come as { transfer }, and for workerData as transferList.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
const worker = new Worker(`
  const { workerData, parentPort } = require('node:worker_threads');
  workerData.port.postMessage('from the worker');
  workerData.port.close();
`, { eval: true, workerData: { port: port2 }, transferList: [port2] });
assert.deepStrictEqual(await once(port1, 'message').then(([m]) => m.data ?? m), 'from the worker');

const echo = new Worker(new URL('fixtures/echo.mjs', import.meta.url));
const buffer = new ArrayBuffer(16);
echo.postMessage(buffer, { transfer: [buffer] });
assert.strictEqual(buffer.byteLength, 0);
const [back] = await once(echo, 'message');
assert.strictEqual(back.byteLength, 16);
echo.postMessage('stop');

const loose = new MessageChannel();
assert.throws(() => echo.postMessage(loose.port1), { name: 'DataCloneError', code: 25 });
loose.port1.close();
