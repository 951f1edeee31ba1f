// flags: --expose-gc
// A hook with trackPromises: false is not told of promises; one that wants `destroy` is told when promises are collected.
'use strict';
const assert = require('node:assert');
const { createHook } = require('node:async_hooks');

const types = { without: new Set(), with: new Set() };
const without = createHook({
  init(id, type) { types.without.add(type); },
  before(id) { assert.ok(!promises.has(id)); },
  trackPromises: false,
});
const promises = new Set();
const destroyed = new Set();
const tracking = createHook({
  init(id, type) {
    types.with.add(type);
    if (type === 'PROMISE') promises.add(id);
  },
  destroy(id) { destroyed.add(id); },
});

without.enable();
Promise.resolve();
assert.strictEqual(types.without.size, 0);
tracking.enable();
(function make() {
  Promise.resolve().then(() => {});
  setTimeout(() => {}, 1);
})();
assert.deepStrictEqual([...types.without], ['Timeout']);
assert.deepStrictEqual([...types.with], ['PROMISE', 'Timeout']);
const first = [...promises];
assert.strictEqual(first.length, 2);

let rounds = 0;
setImmediate(function collect() {
  gc();
  if (first.every((id) => destroyed.has(id))) {
    tracking.disable();
    const size = promises.size;
    Promise.resolve();
    assert.strictEqual(promises.size, size);
    return;
  }
  assert.ok(++rounds < 1000, 'the promises are never collected');
  setImmediate(collect);
});
