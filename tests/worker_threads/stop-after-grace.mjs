// heddle-only
// worker.stop() ends a worker that does not end by itself in time.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

for (const source of ['setInterval(() => {}, 1000)', 'for (;;);']) {
  const worker = new Worker(`require('worker_threads').parentPort.postMessage(0); ${source}`, { eval: true });
  await once(worker, 'message');
  const first = worker.stop({ grace: 1e6 });
  // The shorter of two times counts.
  const second = worker.stop({ grace: 5 });
  const expected = { how: 'terminated', exitCode: 1, exitReason: 'terminated' };
  assert.deepStrictEqual(await Promise.all([first, second]), [expected, expected]);
}
