// The main thread may wait too; Atomics.pause() takes whole numbers; the number of processors is told everywhere.
import assert from 'node:assert';
import { once } from 'node:events';
import os from 'node:os';
import { Worker } from 'node:worker_threads';

const array = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(`
  const { parentPort, workerData: array } = require('node:worker_threads');
  while (Atomics.load(array, 1) === 0) Atomics.pause();
  Atomics.store(array, 0, 5);
  Atomics.notify(array, 0);
  parentPort.postMessage([navigator.hardwareConcurrency, require('node:os').availableParallelism()]);
`, { eval: true, workerData: array });
Atomics.store(array, 1, 1);
assert(['ok', 'not-equal'].includes(Atomics.wait(array, 0, 0)));
assert.strictEqual(array[0], 5);
const [[concurrency, parallelism]] = await once(worker, 'message');
assert.strictEqual(concurrency, navigator.hardwareConcurrency);
assert.strictEqual(parallelism, os.availableParallelism());
assert.strictEqual(Atomics.wait(array, 0, 5, 1), 'timed-out');

assert.strictEqual(Atomics.pause(), undefined);
assert.strictEqual(Atomics.pause(10), undefined);
for (const value of ['1', 1.5, {}, null]) assert.throws(() => Atomics.pause(value), TypeError);
