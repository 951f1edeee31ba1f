// A mutex of wait and notify over many workers: no lost wake-ups, no lost updates.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
const ROUNDS = 3000, WORKERS = 4;
function lock(ta) {
  let state = Atomics.compareExchange(ta, 0, 0, 1);
  while (state !== 0) {
    if (state === 2 || Atomics.compareExchange(ta, 0, 1, 2) !== 0) Atomics.wait(ta, 0, 2);
    state = Atomics.compareExchange(ta, 0, 0, 2);
  }
}
function unlock(ta) {
  if (Atomics.sub(ta, 0, 1) !== 1) {
    Atomics.store(ta, 0, 0);
    Atomics.notify(ta, 0, 1);
  }
}
function work(ta) {
  for (let i = 0; i < ROUNDS; i++) {
    lock(ta);
    ta[1] = ta[1] + 1; // plain on purpose
    unlock(ta);
  }
}
if (!isMainThread) {
  work(workerData);
} else {
  const ta = new Int32Array(new SharedArrayBuffer(16));
  const exits = [];
  for (let i = 0; i < WORKERS; i++) {
    const worker = new Worker(__filename, { workerData: ta });
    exits.push(new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject)));
  }
  work(ta);
  Promise.all(exits).then(() => assert.strictEqual(ta[1], ROUNDS * (WORKERS + 1)));
}
