// heddle-only
// Waiting uses no processor time: neither the event loop's, nor that of Atomics.wait.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const flag = new Int32Array(new SharedArrayBuffer(4));
const options = { eval: true, limits: { cpuMs: 300 }, workerData: flag };
const workers = [
  new Worker('setTimeout(() => {}, 700)', options),
  new Worker('Atomics.wait(require("worker_threads").workerData, 0, 0, 700)', options),
];
for (const worker of workers) worker.on('limit', () => assert.fail('it waits'));
const exits = await Promise.all(workers.map((worker) => once(worker, 'exit')));
assert.deepStrictEqual(exits, [[0], [0]]);
assert.deepStrictEqual(workers.map((worker) => worker.exitReason), ['finished', 'finished']);
{
  // After it has waited it is held to its limit again.
  const worker = new Worker('setTimeout(() => { for (;;); }, 400)', options);
  const error = once(worker, 'error');
  await once(worker, 'exit').catch(() => {});
  assert.strictEqual((await error)[0].code, 'ERR_WORKER_CPU_LIMIT');
}
