// flags: --unhandled-rejections=strict
'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtException', (error, origin) => log.push(`exception ${error.message} ${origin}`));
process.on('unhandledRejection', (reason) => log.push(`rejection ${reason.message}`));
Promise.reject(new Error('x'));
process.on('exit', () => assert.deepStrictEqual(log, ['exception x unhandledRejection', 'rejection x']));
