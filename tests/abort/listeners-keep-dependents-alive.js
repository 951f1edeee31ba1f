// flags: --expose-gc
'use strict';
const assert = require('node:assert');
const controller = new AbortController();
let count = 0;
for (let i = 0; i < 10; i++) AbortSignal.any([controller.signal]).addEventListener('abort', () => count++);
let timeouts = 0;
AbortSignal.any([AbortSignal.timeout(10)]).addEventListener('abort', () => timeouts++);
setImmediate(() => {
  gc();
  setImmediate(() => {
    gc();
    controller.abort();
    assert.strictEqual(count, 10);
    setTimeout(() => {}, 30);
  });
});
process.on('exit', () => assert.strictEqual(timeouts, 1));
