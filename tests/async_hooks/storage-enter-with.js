'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const storage = new AsyncLocalStorage();
setImmediate(() => {
  storage.enterWith('entered');
  assert.strictEqual(storage.getStore(), 'entered');
  setTimeout(() => assert.strictEqual(storage.getStore(), 'entered'), 1);
});
setImmediate(() => assert.strictEqual(storage.getStore(), undefined));
