'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtException', (error) => log.push(error.message));
setTimeout(() => {
  process.nextTick(() => log.push('tick of one'));
  throw new Error('one');
}, 1);
setTimeout(() => log.push('two'), 1);
setTimeout(() => log.push('three'), 1);
const start = performance.now();
while (performance.now() - start < 5);
// As in Node the tick waits for the next callback.
process.on('exit', () => assert.deepStrictEqual(log, ['one', 'two', 'tick of one', 'three']));
