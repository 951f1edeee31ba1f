// heddle-only
'use strict';
// Node leaves such promises pending for ever.
const assert = require('node:assert');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

const notRunning = { code: 'ERR_WORKER_NOT_RUNNING', message: 'Worker instance not running' };

(async () => {
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(''); process.exit();", { eval: true });
  // Answered or refused, but none is left pending.
  const answers = Array.from({ length: 20 }, () => worker.getHeapSnapshot().then(
    (stream) => stream.destroy(), (error) => assert.deepStrictEqual([error.code, error.message], Object.values(notRunning))));
  await Promise.all([...answers, once(worker, 'exit')]);
  await assert.rejects(worker.getHeapSnapshot(), notRunning);
  assert.throws(() => worker.getHeapSnapshot(5), { code: 'ERR_INVALID_ARG_TYPE' });

  const busy = new Worker("require('node:worker_threads').parentPort.postMessage(''); for (;;);", { eval: true });
  await once(busy, 'message');
  const terminated = busy.terminate();
  await assert.rejects(busy.getHeapSnapshot(), notRunning);
  await terminated;
})();
