'use strict';
const assert = require('node:assert');
const log = [];
setTimeout(() => {
  log.push('one');
  Promise.resolve().then(() => log.push('promise of one'));
  process.nextTick(() => log.push('tick of one'));
}, 1);
setTimeout(() => log.push('two'), 1);
const start = performance.now();
while (performance.now() - start < 5);
process.on('exit', () => assert.deepStrictEqual(log, ['one', 'tick of one', 'promise of one', 'two']));
