// Ticks before microtasks, both after every callback; then timers, immediates.
'use strict';
const assert = require('node:assert');
const log = [];
setImmediate(() => {
  log.push('immediate');
  process.nextTick(() => log.push('tick of immediate'));
  queueMicrotask(() => log.push('microtask of immediate'));
});
setImmediate(() => log.push('second immediate'));
process.nextTick(() => {
  log.push('tick');
  process.nextTick(() => log.push('nested tick'));
  Promise.resolve().then(() => log.push('promise of tick'));
});
queueMicrotask(() => {
  log.push('microtask');
  process.nextTick(() => log.push('tick of microtask'));
});
Promise.resolve().then(() => log.push('promise'));
log.push('main');
process.on('exit', () => {
  assert.deepStrictEqual(log, ['main', 'tick', 'nested tick', 'microtask', 'promise', 'promise of tick',
    'tick of microtask', 'immediate', 'tick of immediate', 'microtask of immediate', 'second immediate']);
});
