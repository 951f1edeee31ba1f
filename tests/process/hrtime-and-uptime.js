const assert = require('node:assert');

const first = process.hrtime();
assert.strictEqual(first.length, 2);
const difference = process.hrtime(first);
assert.ok(difference[0] >= 0 && difference[1] >= 0 && difference[1] < 1e9);
assert.throws(() => process.hrtime(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.hrtime([1]), {
  code: 'ERR_OUT_OF_RANGE', message: 'The value of "time" is out of range. It must be 2. Received 1',
});
const a = process.hrtime.bigint();
const b = process.hrtime.bigint();
assert.strictEqual(typeof a, 'bigint');
assert.ok(b >= a);
assert.ok(process.uptime() > 0);
