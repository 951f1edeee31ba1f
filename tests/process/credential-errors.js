const assert = require('node:assert');

assert.throws(() => process.setuid('no-such-user'), {
  code: 'ERR_UNKNOWN_CREDENTIAL', message: 'User identifier does not exist: no-such-user',
});
assert.throws(() => process.setgid('no-such-group'), { code: 'ERR_UNKNOWN_CREDENTIAL' });
assert.throws(() => process.setuid(true), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.setuid(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => process.setgroups('a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.setgroups([true]), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.initgroups('root'), { code: 'ERR_INVALID_ARG_TYPE' });
process.setuid(process.getuid());
process.setgid(process.getgid());
