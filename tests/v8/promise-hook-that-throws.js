// What a promise hook throws is an uncaught exception; the other hooks are told all the same.
'use strict';
const assert = require('node:assert');
const { promiseHooks } = require('node:v8');

const uncaught = [];
process.on('uncaughtException', (error) => uncaught.push(error.message));
let told = 0;
const stop = promiseHooks.createHook({ init() { throw new Error('from the hook'); } });
const stopOther = promiseHooks.onInit(() => { told++; });
const promise = Promise.resolve(1);
stop();
stopOther();
assert.strictEqual(told, 1);
promise.then((value) => {
  assert.strictEqual(value, 1);
  assert.deepStrictEqual(uncaught, ['from the hook']);
});
