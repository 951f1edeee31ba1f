'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtException', (error, origin) => log.push(`${error.message} ${origin}`));
queueMicrotask(() => { throw new Error('A'); });
queueMicrotask(() => log.push('B'));
process.on('exit', () => assert.deepStrictEqual(log, ['A uncaughtException', 'B']));
