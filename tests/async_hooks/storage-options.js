'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const storage = new AsyncLocalStorage({ defaultValue: 'D', name: 'N' });
assert.strictEqual(storage.name, 'N');
assert.strictEqual(storage.getStore(), 'D');
assert.strictEqual(storage.run(undefined, () => storage.getStore()), undefined);
storage.run(4, () => {
  storage.disable();
  assert.strictEqual(storage.getStore(), 'D');
});
assert.strictEqual(storage.getStore(), 'D');
storage.enterWith(9);
assert.strictEqual(storage.getStore(), 9);
assert.strictEqual(storage.exit(() => storage.getStore()), undefined);
storage.disable();
assert.strictEqual(storage.getStore(), 'D');
assert.strictEqual(new AsyncLocalStorage().name, '');
assert.throws(() => new AsyncLocalStorage(4), { code: 'ERR_INVALID_ARG_TYPE' });
