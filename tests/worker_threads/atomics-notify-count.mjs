// notify wakes at most as many as asked, in the order of waiting, and returns how many it woke.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const view = new Int32Array(new SharedArrayBuffer(16));
assert.strictEqual(Atomics.notify(view, 0), 0);
assert.strictEqual(Atomics.notify(new Int32Array(4), 0), 0);
const workers = [0, 1, 2].map((n) => new Worker(`
  const { parentPort, workerData: view } = require('node:worker_threads');
  Atomics.add(view, 1, 1);
  parentPort.postMessage(Atomics.wait(view, 0, 0));
`, { eval: true, workerData: view }));
const answers = workers.map((w) => once(w, 'message'));
let woken = 0;
while (woken < 3) {
  await new Promise(setImmediate);
  const now = Atomics.notify(view, 0, 1);
  assert.ok(now <= 1);
  woken += now;
}
assert.strictEqual(Atomics.notify(view, 0), 0);
assert.deepStrictEqual((await Promise.all(answers)).flat(), ['ok', 'ok', 'ok']);
