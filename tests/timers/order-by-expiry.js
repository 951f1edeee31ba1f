'use strict';
// no-gc-stress: a slow engine makes timers due together
const assert = require('node:assert');
const log = [];
setTimeout(() => log.push(30), 30);
setTimeout(() => log.push(10), 10);
setTimeout(() => log.push(20), 20);
setTimeout(() => log.push(11), 10);
const start = performance.now();
// A callback that is busy does not change the order of what is due meanwhile.
while (performance.now() - start < 40);
setTimeout(() => log.push('later'), 1);
process.on('exit', () => assert.deepStrictEqual(log, [10, 11, 20, 30, 'later']));
