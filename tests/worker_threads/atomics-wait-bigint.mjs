// wait and notify work on BigInt64Array; a change of the high half alone counts.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const view = new BigInt64Array(new SharedArrayBuffer(16));
view[0] = 1n << 40n;
const worker = new Worker(`
  const { parentPort, workerData: view } = require('node:worker_threads');
  const first = Atomics.wait(view, 0, 0n);
  Atomics.store(view, 1, 1n);
  parentPort.postMessage([first, Atomics.wait(view, 0, 1n << 40n)]);
`, { eval: true, workerData: view });
const answer = once(worker, 'message');
while (Atomics.load(view, 1) !== 1n || Atomics.notify(view, 0) === 0) await new Promise(setImmediate);
assert.deepStrictEqual(await answer, [['not-equal', 'ok']]);
