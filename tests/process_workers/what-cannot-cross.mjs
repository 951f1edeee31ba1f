// heddle-only
// What does not go to another process is refused with an error that says so, and stays usable.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, SHARE_ENV, Worker } from 'node:worker_threads';

const idle = 'require("worker_threads").parentPort.once("message", () => process.exit())';
assert.throws(() => new Worker(idle, { eval: true, isolation: 'elsewhere' }), {
  code: 'ERR_INVALID_ARG_VALUE', message: /must be one of: 'thread', 'process'/,
});
assert.throws(() => new Worker(idle, { eval: true, isolation: 'process', env: SHARE_ENV }), { code: 'ERR_INVALID_ARG_VALUE' });

const worker = new Worker(idle, { eval: true, isolation: 'process' });
const { port1, port2 } = new MessageChannel();
const dataCloneError = { name: 'DataCloneError', code: 25 };
assert.throws(() => worker.postMessage(port1), dataCloneError);
assert.throws(() => worker.postMessage(new ReadableStream()), dataCloneError);
assert.throws(() => worker.postMessage(new SharedArrayBuffer(8, { maxByteLength: 16 })), dataCloneError);
assert.throws(() => worker.postMessage(() => {}), dataCloneError);
assert.throws(() => new Worker(idle, { eval: true, isolation: 'process', workerData: port1 }), dataCloneError);
port2.postMessage('still here');
assert.deepStrictEqual(await once(port1, 'message'), ['still here']);
port1.close();

const unsupported = { code: 'ERR_PROCESS_WORKER_UNSUPPORTED' };
worker.postMessage('end');
await once(worker, 'exit');

const inside = new Worker(`
  const { BroadcastChannel, parentPort } = require('node:worker_threads');
  (async () => {
    let channel;
    try { new BroadcastChannel('x'); } catch (error) { channel = error.code; }
    parentPort.postMessage([channel, ...await Promise.all([navigator.locks.request('a', () => {}), navigator.locks.query()].map(
      (promise) => promise.catch((error) => error.code)))]);
  })();
`, { eval: true, isolation: 'process' });
assert.deepStrictEqual((await once(inside, 'message'))[0], Array(3).fill(unsupported.code));
