'use strict';
const assert = require('node:assert');
const log = [];
const late = Promise.reject(new Error('late'));
const inTime = Promise.reject(new Error('in time'));
process.nextTick(() => inTime.catch(() => {}));
process.on('unhandledRejection', (reason, promise) => {
  assert.strictEqual(promise, late);
  log.push(`unhandled ${reason.message}`);
});
process.on('rejectionHandled', (promise) => {
  assert.strictEqual(promise, late);
  log.push('handled');
});
setImmediate(() => late.catch(() => log.push('caught')));
process.on('exit', () => assert.deepStrictEqual(log, ['unhandled late', 'caught', 'handled']));
