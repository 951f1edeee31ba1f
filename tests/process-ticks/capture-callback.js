'use strict';
const assert = require('node:assert');
const log = [];
process.on('uncaughtException', () => assert.fail('the callback comes first'));
assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), false);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(5), { code: 'ERR_INVALID_ARG_TYPE' });
process.setUncaughtExceptionCaptureCallback((error) => log.push(error.message));
assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), true);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}),
              { code: 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET' });
setImmediate(() => { throw new Error('captured'); });
process.on('exit', () => assert.deepStrictEqual(log, ['captured']));
