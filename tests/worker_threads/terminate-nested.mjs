// Terminating a worker ends the workers it started.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const count = new Int32Array(new SharedArrayBuffer(4));
const worker = new Worker(`
  const { Worker, parentPort, workerData } = require('node:worker_threads');
  const inner = new Worker("const w = require('worker_threads'); w.parentPort.postMessage(1); for (;;) Atomics.add(w.workerData, 0, 1)",
    { eval: true, workerData });
  inner.once('message', () => parentPort.postMessage('both run'));
`, { eval: true, workerData: count });
await once(worker, 'message');
assert.strictEqual(await worker.terminate(), 1);
const after = Atomics.load(count, 0);
await new Promise(setImmediate);
assert.strictEqual(Atomics.load(count, 0), after);
