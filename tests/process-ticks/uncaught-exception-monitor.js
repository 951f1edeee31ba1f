'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtExceptionMonitor', (error, origin) => log.push(`monitor ${error.message} ${origin}`));
process.on('uncaughtException', (error, origin) => log.push(`handler ${error.message} ${origin}`));
setImmediate(() => { throw new Error('one'); });
setImmediate(() => Promise.reject(new Error('two')));
process.on('exit', () => assert.deepStrictEqual(log, [
  'monitor one uncaughtException', 'handler one uncaughtException',
  'monitor two unhandledRejection', 'handler two unhandledRejection',
]));
