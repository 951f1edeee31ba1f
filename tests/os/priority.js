'use strict';
const assert = require('node:assert');
const os = require('node:os');
const { priority } = os.constants;
const now = os.getPriority();
os.setPriority(now);
assert.strictEqual(os.getPriority(process.pid), now);
const lower = Math.min(now + 1, 19);
os.setPriority(0, lower);
assert.strictEqual(os.getPriority(0), lower);
os.setPriority(process.pid, priority.PRIORITY_LOW);
assert.strictEqual(os.getPriority(), 19);
assert.throws(() => os.getPriority(2 ** 31 - 1), {
  name: 'SystemError', code: 'ERR_SYSTEM_ERROR', errno: -3, syscall: 'uv_os_getpriority',
  message: 'A system error occurred: uv_os_getpriority returned ESRCH (no such process)',
});
assert.throws(() => os.setPriority(0, 20), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => os.setPriority(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => os.getPriority('1'), { code: 'ERR_INVALID_ARG_TYPE' });
