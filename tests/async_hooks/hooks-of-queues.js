'use strict';
const assert = require('node:assert');
const { AsyncResource, createHook, executionAsyncId } = require('node:async_hooks');
const calls = new Map();
const note = (name, id) => calls.get(id)?.push(name);
const hook = createHook({
  init(id, type, trigger, resource) {
    assert.strictEqual(typeof resource, 'object');
    calls.set(id, [type, trigger]);
  },
  before(id) { note('before', id); assert.strictEqual(executionAsyncId(), id); },
  after(id) { note('after', id); },
  destroy(id) { note('destroy', id); },
});
assert.strictEqual(hook.enable(), hook);
setTimeout(() => {}, 1);
setImmediate(() => {});
process.nextTick(() => {});
queueMicrotask(() => {});
const resource = new AsyncResource('Mine');
resource.runInAsyncScope(() => {});
resource.emitDestroy();
hook.disable();
const unseen = calls.size;
setTimeout(() => {}, 1);
assert.strictEqual(calls.size, unseen);
hook.enable();
process.on('exit', () => {
  hook.disable();
  const ours = [...calls.values()].filter(([, trigger]) => trigger === 1);
  for (const type of ['Timeout', 'Immediate', 'TickObject', 'Microtask', 'Mine']) {
    const found = ours.find(([name]) => name === type);
    assert.deepStrictEqual(found?.slice(2), ['before', 'after', 'destroy'], type);
  }
});
