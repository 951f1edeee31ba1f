// A buffer in a message is the same memory; views, growable ones and structuredClone, too.
'use strict';
const assert = require('node:assert');
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
if (!isMainThread) {
  parentPort.once('message', ({ fixed, view, growable }) => {
    new Uint8Array(fixed)[0] = 7;
    assert.strictEqual(view.buffer.byteLength, 64);
    Atomics.add(view, 1, 5);
    growable.grow(32);
    new Uint8Array(growable)[31] = 9;
    parentPort.postMessage('done');
  });
} else {
  const fixed = new SharedArrayBuffer(10), view = new Int32Array(new SharedArrayBuffer(64), 8, 4);
  const growable = new SharedArrayBuffer(8, { maxByteLength: 64 });
  const worker = new Worker(__filename);
  worker.postMessage({ fixed, view, growable });
  worker.once('message', () => {
    assert.strictEqual(new Uint8Array(fixed)[0], 7);
    assert.strictEqual(view[1], 5);
    assert.strictEqual(growable.byteLength, 32);
    assert.strictEqual(new Uint8Array(growable)[31], 9);
    const same = structuredClone(fixed);
    new Uint8Array(same)[1] = 3;
    assert.strictEqual(new Uint8Array(fixed)[1], 3);
  });
}
