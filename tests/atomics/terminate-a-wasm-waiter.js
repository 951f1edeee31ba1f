// terminate() ends a worker that waits for ever in WebAssembly and never touched Atomics.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, workerData } = require('node:worker_threads');
// (module (import "m" "m" (memory 1 1 shared))
//   (func (export "wait") (i32.store (i32.const 4) (i32.const 1))
//     (drop (memory.atomic.wait32 (i32.const 0) (i32.const 0) (i64.const -1)))
//     (i32.store (i32.const 8) (i32.const 1))))
const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 9, 1, 1, 109, 1, 109, 2, 3, 1, 1, 3, 2, 1, 0,
  7, 8, 1, 4, 119, 97, 105, 116, 0, 0, 10, 29, 1, 27, 0, 65, 4, 65, 1, 54, 2, 0, 65, 0, 65, 0, 66, 127, 254, 1, 2, 0, 26,
  65, 8, 65, 1, 54, 2, 0, 11]);
if (!isMainThread) {
  new WebAssembly.Instance(new WebAssembly.Module(bytes), { m: { m: workerData } }).exports.wait();
} else {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const ta = new Int32Array(memory.buffer);
  const worker = new Worker(__filename, { workerData: memory });
  worker.on('error', (error) => { throw error; });
  worker.on('online', async () => {
    while (Atomics.load(ta, 1) === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.strictEqual(await worker.terminate(), 1);
    assert.strictEqual(ta[2], 0);
  });
}
