'use strict';
const assert = require('node:assert');
const log = [];
process.addUncaughtExceptionCaptureCallback((error) => { log.push(`first ${error}`); return error === 'x'; });
process.addUncaughtExceptionCaptureCallback((error) => { log.push(`second ${error}`); return false; });
process.on('uncaughtException', (error) => log.push(`listener ${error}`));
setImmediate(() => { throw 'x'; });
setImmediate(() => { throw 'y'; });
process.on('exit', () => assert.deepStrictEqual(log,
  ['second x', 'first x', 'second y', 'first y', 'listener y']));
