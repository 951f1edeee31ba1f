'use strict';
// util.promisify and util.callbackify.
const assert = require('node:assert');
const { callbackify, promisify } = require('node:util');

(async () => {
  const add = promisify(function add(a, b, callback) { callback(null, a + b, this); });
  assert.strictEqual(add.name, 'add');
  assert.strictEqual(add.length, 3);
  assert.strictEqual(await add(1, 2), 3);
  await assert.rejects(promisify((callback) => callback(new Error('x')))(), { message: 'x' });

  function custom() {}
  const replacement = async () => 'custom';
  custom[promisify.custom] = replacement;
  assert.strictEqual(promisify(custom), replacement);
  assert.strictEqual(promisify.custom, Symbol.for('nodejs.util.promisify.custom'));
  assert.strictEqual(promisify(promisify(add)), promisify(add));
  custom[promisify.custom] = 5;
  assert.throws(() => promisify(custom), { message: 'The "util.promisify.custom" property must be of type function. Received type number (5)' });
  assert.throws(() => promisify(1), { code: 'ERR_INVALID_ARG_TYPE' });

  const back = callbackify(async function double(x) { return x * 2; });
  assert.strictEqual(back.name, 'doubleCallbackified');
  assert.strictEqual(back.length, 2);
  assert.deepStrictEqual(await new Promise((resolve) => back(4, (...args) => resolve(args))), [null, 8]);
  const falsy = await new Promise((resolve) => callbackify(() => Promise.reject(null))(resolve));
  assert.strictEqual(falsy.code, 'ERR_FALSY_VALUE_REJECTION');
  assert.strictEqual(falsy.reason, null);
  assert.throws(() => back(1), { message: 'The last argument must be of type function. Received type number (1)' });
})().then(() => {
  process.exitCode = 0;
}, (error) => {
  console.error(error);
  process.exitCode = 1;
});
process.exitCode = 2;
