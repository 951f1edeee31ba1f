// Atomics.waitAsync: results at once, notification from the same thread and from another, time-out.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, workerData, parentPort } = require('node:worker_threads');
if (!isMainThread) {
  parentPort.once('message', () => {
    assert.strictEqual(Atomics.notify(workerData, 3), 2);
    process.exit(0);
  });
} else {
  const ta = new Int32Array(new SharedArrayBuffer(64));
  assert.deepStrictEqual(Atomics.waitAsync(ta, 0, 1), { async: false, value: 'not-equal' });
  assert.deepStrictEqual(Atomics.waitAsync(ta, 0, 0, 0), { async: false, value: 'timed-out' });
  const alive = setInterval(() => {}, 1000);
  (async () => {
    const own = Atomics.waitAsync(ta, 0, 0);
    assert.strictEqual(own.async, true);
    let settled = false;
    own.value.then(() => { settled = true; });
    assert.strictEqual(Atomics.notify(ta, 0), 1);
    await Promise.resolve();
    assert.strictEqual(settled, false); // a task, not a microtask
    assert.strictEqual(await own.value, 'ok');
    assert.strictEqual(await Atomics.waitAsync(ta, 1, 0, 10).value, 'timed-out');
    assert.strictEqual(Atomics.notify(ta, 1), 0);
    const first = Atomics.waitAsync(ta, 2, 0), second = Atomics.waitAsync(ta, 2, 0, 60000);
    assert.strictEqual(Atomics.notify(ta, 2, 1), 1);
    assert.strictEqual(await first.value, 'ok');
    assert.strictEqual(Atomics.notify(ta, 2), 1);
    assert.strictEqual(await second.value, 'ok');
    const worker = new Worker(__filename, { workerData: ta });
    const both = [Atomics.waitAsync(ta, 3, 0).value, Atomics.waitAsync(ta, 3, 0).value];
    worker.postMessage('go');
    assert.deepStrictEqual(await Promise.all(both), ['ok', 'ok']);
    clearInterval(alive);
  })();
}
