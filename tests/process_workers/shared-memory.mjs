// heddle-only
// A SharedArrayBuffer that is sent to a process worker is the same memory there, and waits and notifications reach across.
import assert from 'node:assert';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

if (!isMainThread) {
  const cells = new Int32Array(workerData);
  for (let i = 0; i < 10000; i++) Atomics.add(cells, 0, 1);
  parentPort.postMessage('added');
  // Until notified, never by chance.
  const result = Atomics.wait(cells, 1, 0);
  const async = Atomics.waitAsync(cells, 2, 0);
  // Keeps the worker alive, which a pending waitAsync does not.
  parentPort.once('message', (again) => {
    parentPort.postMessage(new Int32Array(again)[3]);
  });
  parentPort.postMessage(result);
  parentPort.postMessage(await async.value);
} else {
  const shared = new SharedArrayBuffer(64);
  const cells = new Int32Array(shared);
  const next = (worker) => new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  const workers = [1, 2].map(() => new Worker(new URL(import.meta.url), { isolation: 'process', workerData: shared }));
  assert.deepStrictEqual(await Promise.all(workers.map(next)), ['added', 'added']);
  assert.strictEqual(cells[0], 20000);
  let woken = 0;
  const oks = workers.map(next);
  while (woken < 2) woken += Atomics.notify(cells, 1);
  assert.deepStrictEqual(await Promise.all(oks), ['ok', 'ok']);
  const later = workers.map(next);
  for (woken = 0; woken < 2;) woken += Atomics.notify(cells, 2);
  assert.deepStrictEqual(await Promise.all(later), ['ok', 'ok']);
  cells[3] = 42;
  for (const worker of workers) {
    worker.postMessage(shared);
    assert.strictEqual(await next(worker), 42);
  }
}
