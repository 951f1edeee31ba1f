'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const storage = new AsyncLocalStorage();
storage.run(1, () => {
  const scope = storage.withScope(2);
  assert.strictEqual(storage.getStore(), 2);
  scope[Symbol.dispose]();
  scope.dispose();
  assert.strictEqual(storage.getStore(), 1);
});
