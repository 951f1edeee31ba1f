// Functions that one isolate has compiled do the same in the others, whoever calls them first, also several at once.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const load = () => import('./fixtures/functions-of-all-kinds.mjs');
if (isMainThread) {
  const start = (option) => new Worker(new URL(import.meta.url), { workerData: option });
  const gate = new Int32Array(new SharedArrayBuffer(8));
  // All call the functions at the same moment, nobody before.
  const workers = [gate, gate, gate, gate].map(start);
  const first = await Promise.all(workers.map(async (worker) => (await once(worker, 'message'))[0]));
  const own = await (await load()).everything();
  assert.ok(own.length > 100);
  for (const other of first) assert.strictEqual(other, own);
  // Those that come later find them compiled.
  for (let n = 0; n < 3; n++) assert.strictEqual((await once(start(null), 'message'))[0], own);
} else {
  const { everything } = await load();
  if (workerData !== null) {
    if (Atomics.add(workerData, 0, 1) === 3) {
      Atomics.store(workerData, 1, 1);
      Atomics.notify(workerData, 1);
    }
    Atomics.wait(workerData, 1, 0);
  }
  parentPort.postMessage(await everything());
}
