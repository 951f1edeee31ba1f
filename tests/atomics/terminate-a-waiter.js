// terminate() ends a worker that waits for ever, without running its handlers.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
if (!isMainThread) {
  Atomics.store(workerData, 1, 1);
  Atomics.notify(workerData, 1);
  try {
    Atomics.wait(workerData, 0, 0);
  } finally {
    workerData[2] = 1;
  }
} else {
  const ta = new Int32Array(new SharedArrayBuffer(16));
  const worker = new Worker(__filename, { workerData: ta });
  worker.on('online', async () => {
    while (Atomics.load(ta, 1) === 0) await new Promise((r) => setImmediate(r));
    Atomics.wait(ta, 3, 0, 20);
    assert.strictEqual(await worker.terminate(), 1);
    assert.strictEqual(ta[2], 0);
  });
}
