'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtException', (error) => log.push(error.message));
setImmediate(() => {
  process.nextTick(() => log.push('tick of one'));
  throw new Error('one');
});
setImmediate(() => log.push('two'));
setImmediate(() => log.push('three'));
process.on('exit', () => assert.deepStrictEqual(log, ['one', 'two', 'tick of one', 'three']));
