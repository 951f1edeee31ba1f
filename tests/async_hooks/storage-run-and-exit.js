'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const storage = new AsyncLocalStorage();
assert.strictEqual(storage.getStore(), undefined);
const store = {};
assert.strictEqual(storage.run(store, (a, b) => {
  assert.strictEqual(storage.getStore(), store);
  storage.run('inner', () => assert.strictEqual(storage.getStore(), 'inner'));
  storage.exit(() => assert.strictEqual(storage.getStore(), undefined));
  assert.strictEqual(storage.getStore(), store);
  return a + b;
}, 1, 2), 3);
assert.throws(() => storage.run(1, () => { throw new Error('x'); }), { message: 'x' });
assert.strictEqual(storage.getStore(), undefined);
// Another storage that is entered inside stays entered.
const other = new AsyncLocalStorage();
storage.run(1, () => other.enterWith(2));
assert.deepStrictEqual([storage.getStore(), other.getStore()], [undefined, 2]);
