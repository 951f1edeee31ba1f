// flags: --expose-gc
// no-gc-stress: it says itself when its objects are collected
// Callbacks of a FinalizationRegistry run as tasks of the loop, once for each target that was collected, outside of any async
// context; ticks and microtasks follow.
'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const log = [];
let registry;
storage.run('made', () => {
  registry = new FinalizationRegistry((held) => {
    log.push(held);
    assert.strictEqual(storage.getStore(), undefined);
    Promise.resolve().then(() => log.push('microtask'));
    process.nextTick(() => log.push('tick'));
  });
});

const kept = {};
const token = {};
(function register() {
  registry.register({}, 'first');
  registry.register({}, 'unregistered', token);
  registry.register(kept, 'kept');
  registry.unregister(token);
})();

storage.run('collecting', () => {
  setImmediate(() => {
    gc();
    log.push('collected');
    Promise.resolve().then(() => log.push('end of job'));
  });
});

process.on('beforeExit', () => {
  if (log.includes('again')) return;
  assert.deepStrictEqual(log, ['collected', 'end of job', 'first', 'tick', 'microtask']);
  // A callback makes new work, and another round works too.
  (function register() {
    registry.register({}, 'second');
  })();
  setImmediate(() => {
    log.push('again');
    gc();
  });
});

process.on('exit', () => {
  assert.deepStrictEqual(log.slice(5), ['again', 'second', 'tick', 'microtask']);
  assert.ok(kept);
});
