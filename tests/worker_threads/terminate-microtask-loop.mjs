// terminate() stops promises and ticks that feed themselves for ever.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

for (const loop of ['(function f() { Promise.resolve().then(f); })()', '(function f() { process.nextTick(f); })()']) {
  const worker = new Worker(`require('worker_threads').parentPort.postMessage(1); ${loop}`, { eval: true });
  await once(worker, 'message');
  assert.strictEqual(await worker.terminate(), 1);
}
