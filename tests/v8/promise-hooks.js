// v8.promiseHooks tells of the making, the jobs and the settling of promises.
'use strict';
const assert = require('node:assert');
const { promiseHooks } = require('node:v8');

const seen = [];
const names = new Map();
const name = (promise) => names.get(promise) ?? 'other';
const stop = promiseHooks.createHook({
  init(promise) { names.set(promise, `p${names.size}`); seen.push(`init ${name(promise)}`); },
  before(promise) { seen.push(`before ${name(promise)}`); },
  after(promise) { seen.push(`after ${name(promise)}`); },
  settled(promise) { seen.push(`settled ${name(promise)}`); },
});
let settle;
const first = new Promise((resolve) => { settle = resolve; });
const second = first.then(() => { seen.push('job'); });
settle(1);
setImmediate(() => {
  stop();
  stop();
  assert.deepStrictEqual(seen, [
    'init p0', 'init p1', 'settled p0', 'before p1', 'job', 'settled p1', 'after p1',
  ]);
  assert.strictEqual(name(first), 'p0');
  assert.strictEqual(name(second), 'p1');
  const length = seen.length;
  Promise.resolve().then(() => {
    assert.strictEqual(seen.length, length);
    single();
  });
});

// One kind at a time, several listeners, each removed by its own function.
function single() {
  const told = [];
  const stops = [
    promiseHooks.onInit(() => told.push('init 1')),
    promiseHooks.onInit(() => told.push('init 2')),
    promiseHooks.onSettled(() => told.push('settled')),
  ];
  Promise.resolve();
  assert.deepStrictEqual(told, ['init 1', 'init 2', 'settled']);
  stops[0]();
  Promise.resolve();
  assert.deepStrictEqual(told.slice(3), ['init 2', 'settled']);
  stops[1]();
  stops[2]();
  Promise.resolve();
  assert.strictEqual(told.length, 5);
}

assert.throws(() => promiseHooks.onInit(5), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'The "initHook" argument must be of type function. Received type number (5)',
});
for (const method of ['onInit', 'onBefore', 'onAfter', 'onSettled']) {
  assert.throws(() => promiseHooks[method](), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => promiseHooks[method](async () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => promiseHooks.createHook({ before: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
promiseHooks.createHook()();
