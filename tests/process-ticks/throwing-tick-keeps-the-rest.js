// The rest of the queue runs after the next callback of the loop, as in Node.
'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtException', (error, origin) => log.push(`${error.message} ${origin}`));
process.nextTick(() => { throw new Error('A'); });
process.nextTick(() => log.push('B'));
setImmediate(() => log.push('immediate'));
process.on('exit', () => {
  assert.deepStrictEqual(log.slice(0, 1), ['A uncaughtException']);
  assert.deepStrictEqual(log.slice(1).sort(), ['B', 'immediate']);
});
