// Atomics.wait parks a worker until notify, and says why it returned.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const view = new Int32Array(new SharedArrayBuffer(16));
const worker = new Worker(`
  const { parentPort, workerData: view } = require('node:worker_threads');
  const results = [Atomics.wait(view, 0, 1), Atomics.wait(view, 0, 0, 1)];
  Atomics.store(view, 1, 1);
  results.push(Atomics.wait(view, 0, 0));
  parentPort.postMessage(results);
`, { eval: true, workerData: view });
const answer = once(worker, 'message');
// notify returns how many it woke, so it can be repeated until the worker is parked.
let woken = 0;
while (woken === 0) {
  await new Promise(setImmediate);
  if (Atomics.load(view, 1) === 1) woken = Atomics.notify(view, 0);
}
assert.strictEqual(woken, 1);
assert.deepStrictEqual(await answer, [['not-equal', 'timed-out', 'ok']]);
