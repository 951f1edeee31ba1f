// Hooks are told of promises: made, settled, before and after their callbacks; the identity in a callback is the promise's.
'use strict';
const assert = require('node:assert');
const { createHook, executionAsyncId, executionAsyncResource, triggerAsyncId } = require('node:async_hooks');

const early = Promise.resolve('early');
const events = new Map();
const note = (id, what) => {
  if (events.has(id)) events.get(id).push(what);
};
const byPromise = new Map();
const hook = createHook({
  init(id, type, trigger, resource) {
    if (type !== 'PROMISE') return;
    assert.ok(resource instanceof Promise);
    assert.ok(trigger > 0);
    assert.strictEqual(byPromise.has(resource), false);
    byPromise.set(resource, id);
    events.set(id, ['init']);
  },
  before(id) {
    assert.strictEqual(executionAsyncId(), id);
    note(id, 'before');
  },
  after(id) {
    assert.strictEqual(executionAsyncId(), id);
    note(id, 'after');
  },
  promiseResolve(id) { note(id, 'resolve'); },
}).enable();

function check(promise, expected) {
  assert.ok(byPromise.has(promise), 'told of');
  assert.deepStrictEqual(events.get(byPromise.get(promise)), expected);
}

let resolve;
const plain = new Promise((done) => { resolve = done; });
check(plain, ['init']);
let inThen;
const derived = plain.then(() => {
  inThen = executionAsyncId();
  assert.strictEqual(executionAsyncResource(), derived);
  assert.ok(triggerAsyncId() > 0);
  check(derived, ['init', 'before']);
});
resolve();
check(plain, ['init', 'resolve']);
check(derived, ['init']);

const rejected = Promise.reject(new Error('expected'));
check(rejected, ['init', 'resolve']);
const caught = rejected.catch(() => {});

// Also where nobody uses the promise that `then` gives.
let unusedId;
plain.then(() => { unusedId = executionAsyncId(); });

// Also from a promise that was made before.
let earlyDone = false;
early.then(() => {
  assert.ok(executionAsyncId() > 0);
  earlyDone = true;
});

const ids = [];
async function steps() {
  ids.push(executionAsyncId());
  await null;
  ids.push(executionAsyncId());
  await plain;
  ids.push(executionAsyncId());
  return 'done';
}
const asynchronous = steps();
check(asynchronous, ['init']);

let release;
const inner = new Promise((done) => { release = done; });
const outer = new Promise((done) => done(inner));

const before = executionAsyncId();
setImmediate(() => {
  const here = executionAsyncId();
  assert.notStrictEqual(here, before);
  check(derived, ['init', 'before', 'resolve', 'after']);
  check(caught, ['init', 'before', 'resolve', 'after']);
  assert.strictEqual(inThen, byPromise.get(derived));
  assert.deepStrictEqual(events.get(unusedId), ['init', 'before', 'resolve', 'after']);
  assert.ok(earlyDone);
  assert.strictEqual(ids.length, 3);
  assert.strictEqual(ids[0], before);
  assert.ok(ids[1] > 0 && ids[1] !== before);
  assert.ok(ids[2] > 0 && ids[2] !== before);
  assert.ok(events.get(byPromise.get(asynchronous)).includes('resolve'));

  release();
  outer.then(() => {
    assert.ok(events.get(byPromise.get(outer)).includes('resolve'));
    hook.disable();
    const size = events.size;
    Promise.resolve().then(() => {
      assert.strictEqual(events.size, size);
      assert.strictEqual(executionAsyncId(), 0);
    });
  });
  assert.strictEqual(executionAsyncId(), here);
});
