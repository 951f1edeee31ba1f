// A microtask runs in the context in which it was queued, whatever was queued before it, and beside promises' jobs.
'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage, executionAsyncId } = require('node:async_hooks');

const storage = new AsyncLocalStorage();
const log = [];
const note = (name) => log.push(`${name} ${storage.getStore()}`);

storage.run('one', () => {
  queueMicrotask(() => {
    note('a');
    queueMicrotask(() => note('a inside'));
  });
});
queueMicrotask(() => note('none'));
storage.run('two', () => {
  Promise.resolve().then(() => note('promise'));
  queueMicrotask(() => note('b'));
});
storage.enterWith('entered');
queueMicrotask(() => {
  note('c');
  storage.enterWith('entered inside');
  queueMicrotask(() => note('c inside'));
});
queueMicrotask(() => note('d'));

const ids = new Set([executionAsyncId()]);
for (let i = 0; i < 3; i++) queueMicrotask(() => ids.add(executionAsyncId()));

setTimeout(() => {
  assert.deepStrictEqual(log, ['a one', 'none undefined', 'promise two', 'b two', 'c entered', 'd entered', 'a inside one',
    'c inside entered inside']);
  assert.strictEqual(ids.size, 4);
}, 1);
