'use strict';
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

(async () => {
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(''); for (;;);", { eval: true });
  await once(worker, 'message');
  const cpu = await worker.startCpuProfile();
  const heap = await worker.startHeapProfile();
  await assert.rejects(worker.startHeapProfile(), { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED', message: 'heap profiler have been started' });
  assert.throws(() => worker.startCpuProfile(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => worker.startHeapProfile({ sampleInterval: 0 }), { code: 'ERR_OUT_OF_RANGE' });
  await worker.terminate();
  const notRunning = { code: 'ERR_WORKER_NOT_RUNNING' };
  await assert.rejects(cpu.stop(), notRunning);
  await assert.rejects(heap.stop(), notRunning);
  await assert.rejects(worker.startCpuProfile(), notRunning);
  await assert.rejects(worker.startHeapProfile(), notRunning);
})();
