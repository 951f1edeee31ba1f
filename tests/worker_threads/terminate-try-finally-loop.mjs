// No catch or finally of the worker runs after terminate(), and none can hold it back.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const flag = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(`
  const { parentPort, workerData: flag } = require('node:worker_threads');
  parentPort.postMessage('go');
  for (;;) {
    try { for (;;) {} } catch { Atomics.store(flag, 0, 1); } finally { Atomics.store(flag, 0, 2); }
  }
`, { eval: true, workerData: flag });
await once(worker, 'message');
assert.strictEqual(await worker.terminate(), 1);
assert.strictEqual(flag[0], 0);
