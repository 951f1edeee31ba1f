// threads: postMessageToThread does not reach other processes
// The error codes of postMessageToThread.
import assert from 'node:assert';
import { once } from 'node:events';
import { postMessageToThread, threadId, Worker } from 'node:worker_threads';

const failed = {
  name: 'Error', code: 'ERR_WORKER_MESSAGING_FAILED', message: 'Cannot find the destination thread or listener',
};
await assert.rejects(postMessageToThread(threadId, 1), {
  name: 'Error', code: 'ERR_WORKER_MESSAGING_SAME_THREAD', message: 'Cannot sent a message to the same thread',
});
await assert.rejects(postMessageToThread(99999, 1), failed);
await assert.rejects(postMessageToThread('1', 1), failed);
await assert.rejects(postMessageToThread(), failed);
await assert.rejects(postMessageToThread(99999, 1, [], 'x'), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
for (const timeout of [-1, NaN]) {
  await assert.rejects(postMessageToThread(99999, 1, [], timeout), { name: 'RangeError', code: 'ERR_OUT_OF_RANGE' });
}

const cell = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', () => parentPort.close());
  process.on('workerMessage', () => Atomics.wait(workerData, 0, 0));
  parentPort.postMessage('ready');
`, { eval: true, workerData: cell });
await once(worker, 'message');
await assert.rejects(postMessageToThread(worker.threadId, () => {}), { name: 'DataCloneError', code: 25 });
const timedOut = {
  name: 'Error', code: 'ERR_WORKER_MESSAGING_TIMEOUT', message: 'Sending a message to another thread timed out',
};
await assert.rejects(postMessageToThread(worker.threadId, 1, [], 20), timedOut);
await assert.rejects(postMessageToThread(worker.threadId, 1, 20), timedOut);
await assert.rejects(postMessageToThread(worker.threadId, 1, 0), timedOut);
Atomics.store(cell, 0, 1);
Atomics.notify(cell, 0);
await postMessageToThread(worker.threadId, 1, 30000);
const { threadId: id } = worker;
worker.postMessage('end');
await once(worker, 'exit');
await assert.rejects(postMessageToThread(id, 1), failed);
