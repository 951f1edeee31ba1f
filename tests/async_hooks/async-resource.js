'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage, AsyncResource, executionAsyncId, executionAsyncResource, triggerAsyncId } =
  require('node:async_hooks');
const storage = new AsyncLocalStorage();
const resource = storage.run(9, () => new AsyncResource('X'));
const self = {};
assert.deepStrictEqual(resource.runInAsyncScope(function(x) {
  assert.strictEqual(executionAsyncResource(), resource);
  assert.strictEqual(executionAsyncId(), resource.asyncId());
  assert.strictEqual(triggerAsyncId(), resource.triggerAsyncId());
  return [this, storage.getStore(), x];
}, self, 6), [self, 9, 6]);
assert.strictEqual(executionAsyncId(), 1);
assert.strictEqual(triggerAsyncId(), 0);
assert.strictEqual(resource.emitDestroy(), resource);
const bound = resource.bind(function(a, b) { return [this, storage.getStore(), a, b]; });
assert.strictEqual(bound.length, 2);
assert.deepStrictEqual(bound.call(self, 1, 2), [self, 9, 1, 2]);
assert.deepStrictEqual(AsyncResource.bind(function() { return this; }, 'T', self)(), self);
assert.throws(() => new AsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new AsyncResource('a', -2), { code: 'ERR_INVALID_ASYNC_ID' });
assert.throws(() => new AsyncResource('a', { triggerAsyncId: -5 }), { code: 'ERR_INVALID_ASYNC_ID' });
assert.throws(() => resource.bind(4), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(new AsyncResource('a', { triggerAsyncId: 7 }).triggerAsyncId(), 7);
