// terminate() wakes a worker parked in Atomics.wait.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const view = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(`
  const { parentPort, workerData: view } = require('node:worker_threads');
  parentPort.postMessage('parked soon');
  Atomics.wait(view, 0, 0);
  Atomics.store(view, 1, 1);
`, { eval: true, workerData: view });
await once(worker, 'message');
assert.strictEqual(await worker.terminate(), 1);
assert.strictEqual(view[1], 0);
