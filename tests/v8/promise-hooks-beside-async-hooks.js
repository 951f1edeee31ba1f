// Promise hooks and async hooks of promises are told side by side, and one may end before the other.
'use strict';
const assert = require('node:assert');
const { createHook, executionAsyncId } = require('node:async_hooks');
const { promiseHooks } = require('node:v8');

let inits = 0;
let promises = 0;
const hook = createHook({ init(id, type) { if (type === 'PROMISE') inits++; } }).enable();
const stop = promiseHooks.onInit(() => { promises++; });
Promise.resolve(1).then(() => {
  const id = executionAsyncId();
  assert(id > 1);
  stop();
  return Promise.resolve(2).then(() => {
    assert.notStrictEqual(executionAsyncId(), id);
    hook.disable();
    const before = inits;
    Promise.resolve();
    assert.strictEqual(inits, before);
    assert(inits > promises && promises >= 2);
  });
});
