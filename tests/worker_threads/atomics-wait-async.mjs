// waitAsync settles on notify from a worker, on time-out, and at once when the value differs.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const view = new Int32Array(new SharedArrayBuffer(16));
assert.deepStrictEqual(Atomics.waitAsync(view, 0, 1), { async: false, value: 'not-equal' });
assert.deepStrictEqual(Atomics.waitAsync(view, 0, 0, 0), { async: false, value: 'timed-out' });

const waiting = Atomics.waitAsync(view, 0, 0);
assert.strictEqual(waiting.async, true);
const worker = new Worker(`
  const { parentPort, workerData: view } = require('node:worker_threads');
  parentPort.postMessage(Atomics.notify(view, 0));
`, { eval: true, workerData: view });
const [[woken], result] = await Promise.all([once(worker, 'message'), waiting.value]);
assert.strictEqual(woken, 1);
assert.strictEqual(result, 'ok');
// A pending waitAsync alone does not keep the program alive.
const alive = setInterval(() => {}, 1000);
assert.strictEqual(await Atomics.waitAsync(view, 0, 0, 5).value, 'timed-out');
clearInterval(alive);
