// threads: locks hold in one process
// heddle-only: Node's waiter stays stuck when the holder is terminated.
// However a worker ends, its locks pass on at once and its requests leave the queue.
import assert from 'node:assert';
import { once } from 'node:events';
import { locks, Worker } from 'node:worker_threads';

const endings = {
  'it is terminated while idle': ['', true],
  'it is terminated in an endless loop': ['for (;;);', true],
  'it is terminated in Atomics.wait': ['Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', true],
  'it calls process.exit()': ['process.exit(3);', false],
  'it throws': ['setImmediate(() => { throw new Error("end"); });', false],
  'it has nothing left to do': ['parentPort.close();', false],
};
for (const [name, [end, terminate]] of Object.entries(endings)) {
  const worker = new Worker(`
    const { locks, parentPort } = require('node:worker_threads');
    parentPort.on('message', () => { ${end} });
    locks.request('a', () => new Promise(() => {}));
    locks.request('b', { mode: 'shared' }, () => new Promise(() => {}));
    locks.request('a', () => {});
    parentPort.postMessage('held');
  `, { eval: true });
  worker.on('error', (error) => assert.strictEqual(error.message, 'end'));
  await once(worker, 'message');
  const granted = Promise.all([locks.request('a', () => 'a'), locks.request('b', () => 'b')]);
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('end');
  if (terminate) await worker.terminate();
  await exit;
  assert.deepStrictEqual(await granted, ['a', 'b'], name);
  assert.deepStrictEqual(await locks.query(), { held: [], pending: [] }, name);
}
