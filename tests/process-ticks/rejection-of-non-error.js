'use strict';
const assert = require('node:assert');
process.on('uncaughtException', (error, origin) => {
  assert.strictEqual(origin, 'unhandledRejection');
  assert.strictEqual(error.code, 'ERR_UNHANDLED_REJECTION');
  assert.strictEqual(error.message, 'This error originated either by throwing inside of an async function without a ' +
    'catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "42".');
  process.exitCode = 0;
  process.done = true;
});
Promise.reject(42);
process.on('exit', () => assert.strictEqual(process.done, true));
