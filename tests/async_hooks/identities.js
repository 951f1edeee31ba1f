'use strict';
const assert = require('node:assert');
const { executionAsyncId, triggerAsyncId } = require('node:async_hooks');
const main = executionAsyncId();
assert.strictEqual(main, 1);
const ids = new Set([main]);
setTimeout(() => {
  const timer = executionAsyncId();
  assert.strictEqual(triggerAsyncId(), main);
  assert.ok(!ids.has(timer));
  setImmediate(() => assert.strictEqual(triggerAsyncId(), timer));
}, 1);
process.nextTick(() => {
  assert.strictEqual(triggerAsyncId(), main);
  ids.add(executionAsyncId());
});
Promise.resolve().then(() => assert.strictEqual(executionAsyncId(), 0));
