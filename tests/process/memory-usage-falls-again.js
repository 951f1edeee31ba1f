// What was collected is no longer counted.
// flags: --expose-gc
// serial
'use strict';
const assert = require('node:assert');

const MB = 1024 * 1024;
const before = process.memoryUsage();
let kept = [new ArrayBuffer(64 * MB), new Array(4 * MB).fill(0.5)];
const full = process.memoryUsage();
assert(full.arrayBuffers - before.arrayBuffers > 63 * MB);
assert(kept.length === 2);
kept = undefined;
// The collector may still see values of the frame that made them.
setImmediate(() => {
  gc();
  // Node frees the memory of buffers on another thread.
  setImmediate(() => {
    gc();
    const after = process.memoryUsage();
    assert(after.arrayBuffers - before.arrayBuffers < 2 * MB, `${after.arrayBuffers}`);
    assert(after.heapUsed - before.heapUsed < 2 * MB, `${after.heapUsed}`);
  });
});
