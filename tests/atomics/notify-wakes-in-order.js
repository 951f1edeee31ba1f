// Waiters wake first in, first out; notify says how many it woke.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
const WAITERS = 4;
// 0: location; 1: waiters started; 2: next place in the order of waking; 10+i: place of waiter i
if (!isMainThread) {
  const { ta, i } = workerData;
  // The flag is set right before the wait; the parent sees the waiter itself by waking nobody too early.
  Atomics.add(ta, 1, 1);
  const result = Atomics.wait(ta, 0, 0);
  Atomics.store(ta, 10 + i, Atomics.add(ta, 2, 1) + 1);
  Atomics.notify(ta, 10 + i);
  if (result !== 'ok') throw new Error(result);
} else {
  const ta = new Int32Array(new SharedArrayBuffer(128));
  (async () => {
    const exits = [];
    for (let i = 0; i < WAITERS; i++) {
      const worker = new Worker(__filename, { workerData: { ta, i } });
      exits.push(new Promise((resolve, reject) => worker.on('exit', resolve).on('error', reject)));
      while (Atomics.load(ta, 1) !== i + 1) await new Promise((r) => setImmediate(r));
      // Give it time to be a waiter: another location's time-out is the only clock here.
      Atomics.wait(ta, 30, 0, 50);
    }
    for (let i = 0; i < WAITERS - 1; i++) {
      assert.strictEqual(Atomics.notify(ta, 0, 1), 1);
      Atomics.wait(ta, 10 + i, 0);
      assert.strictEqual(Atomics.load(ta, 10 + i), i + 1);
    }
    assert.strictEqual(Atomics.notify(ta, 0), 1);
    assert.strictEqual(Atomics.notify(ta, 0), 0);
    assert.deepStrictEqual(await Promise.all(exits), new Array(WAITERS).fill(0));
  })();
}
