// memory.atomic.wait32 and Atomics.notify (and the other way round) meet the same waiters.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
// (module (import "m" "m" (memory 1 1 shared))
//   (func (export "wait") (param i32 i32 i64) (result i32) (memory.atomic.wait32 (local.get 0) (local.get 1) (local.get 2)))
//   (func (export "notify") (param i32 i32) (result i32) (memory.atomic.notify (local.get 0) (local.get 1))))
const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 14, 2, 96, 3, 127, 127, 126, 1, 127, 96, 2, 127, 127, 1, 127,
  2, 9, 1, 1, 109, 1, 109, 2, 3, 1, 1, 3, 3, 2, 0, 1, 7, 17, 2, 4, 119, 97, 105, 116, 0, 0, 6, 110, 111, 116, 105, 102, 121,
  0, 1, 10, 25, 2, 12, 0, 32, 0, 32, 1, 32, 2, 254, 1, 2, 0, 11, 10, 0, 32, 0, 32, 1, 254, 0, 2, 0, 11]);
function instance(memory) {
  return new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: memory } }).exports;
}
if (!isMainThread) {
  const ta = new Int32Array(workerData.buffer);
  const { wait } = instance(workerData);
  Atomics.store(ta, 1, wait(0, 0, -1n) === 0 ? 1 : 2);
  Atomics.notify(ta, 1);
} else {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const ta = new Int32Array(memory.buffer);
  const { wait, notify } = instance(memory);
  assert.strictEqual(wait(0, 1, -1n), 1);
  assert.strictEqual(wait(0, 0, 1000000n), 2);
  assert.strictEqual(notify(0, 1), 0);
  assert.strictEqual(Atomics.wait(ta, 0, 0, 5), 'timed-out');
  const worker = new Worker(__filename, { workerData: memory });
  worker.on('error', (e) => { throw e; });
  (async () => {
    while (Atomics.notify(ta, 0) === 0) await new Promise((r) => setImmediate(r));
    Atomics.wait(ta, 1, 0);
    assert.strictEqual(ta[1], 1);
    const alive = setInterval(() => {}, 1000);
    const pending = Atomics.waitAsync(ta, 2, 0).value;
    assert.strictEqual(notify(8, 1), 1);
    assert.strictEqual(await pending, 'ok');
    clearInterval(alive);
  })();
}
