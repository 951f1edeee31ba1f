// threads: process workers have no navigator.locks yet
// Four workers add to a plain number under a lock: nothing is lost.
import assert from 'node:assert';
import { locks, Worker } from 'node:worker_threads';

const source = `
  const { locks, parentPort, workerData } = require('node:worker_threads');
  const cell = new Int32Array(workerData);
  (async () => {
    for (let i = 0; i < 100; i++) {
      await locks.request('counter', async () => {
        const seen = cell[0];
        await null;
        cell[0] = seen + 1;
      });
    }
    parentPort.postMessage('done');
    parentPort.close();
  })();
  // Waiting for a lock does not keep a thread alive.
  parentPort.ref();
  parentPort.on('message', () => {});
`;
const workerData = new SharedArrayBuffer(4);
const workers = [1, 2, 3, 4].map(() => new Worker(source, { eval: true, workerData }));
const exits = await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve))));
assert.deepStrictEqual(exits, [0, 0, 0, 0]);
assert.strictEqual(new Int32Array(workerData)[0], 400);
assert.deepStrictEqual(await locks.query(), { held: [], pending: [] });
