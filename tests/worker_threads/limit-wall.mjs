// heddle-only
// A worker whose time is up is ended, also one that waits; heddle:worker tells it before that.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

for (const source of ['setInterval(() => {}, 1e6)', 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)']) {
  const worker = new Worker(source, { eval: true, limits: { wallMs: 200 } });
  const limit = once(worker, 'limit');
  const exit = new Promise((resolve) => worker.on('exit', resolve));
  const [error] = await once(worker, 'error');
  assert.strictEqual(error.code, 'ERR_WORKER_TIME_LIMIT');
  assert.strictEqual(error.limit, 'wallMs');
  assert.ok(error.used >= 200 && error.max === 200);
  assert.strictEqual(await exit, 1);
  assert.strictEqual((await limit)[0].limit, 'wallMs');
  assert.strictEqual(worker.exitReason, 'wall-limit');
}
{
  const worker = new Worker(`
    const { stopSignal } = require('heddle:worker');
    const timer = setInterval(() => {}, 1000);
    stopSignal.onabort = () => {
      require('worker_threads').parentPort.postMessage(stopSignal.reason);
      clearInterval(timer);
    };
  `, { eval: true, limits: { wallMs: 2000 } });
  const message = once(worker, 'message');
  assert.deepStrictEqual(await once(worker, 'exit'), [0]);
  const [reason] = await message;
  assert.strictEqual(reason.message, 'The worker has nearly reached its limit wallMs of 2000');
  assert.strictEqual(worker.exitReason, 'finished');
}
