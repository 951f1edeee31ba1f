// exit: 3
const assert = require('node:assert');

assert.strictEqual(process.exitCode, undefined);
for (const bad of ['x', '', {}, true]) {
  assert.throws(() => { process.exitCode = bad; }, { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => { process.exitCode = 1.5; }, { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => process.exit('x'), { code: 'ERR_INVALID_ARG_TYPE' });
process.exitCode = null;
assert.strictEqual(process.exitCode, undefined);
process.exitCode = '3';
assert.strictEqual(process.exitCode, 3);
