const assert = require('node:assert');

assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), false);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(1), { code: 'ERR_INVALID_ARG_TYPE' });
let caught;
process.setUncaughtExceptionCaptureCallback((error) => { caught = error; });
assert.strictEqual(process.hasUncaughtExceptionCaptureCallback(), true);
assert.throws(() => process.setUncaughtExceptionCaptureCallback(() => {}), {
  code: 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET',
});
process.on('uncaughtException', () => assert.fail('the capture callback comes first'));
setImmediate(() => {
  setImmediate(() => {
    assert.strictEqual(caught.message, 'thrown');
    process.setUncaughtExceptionCaptureCallback(null);
  });
  throw new Error('thrown');
});
