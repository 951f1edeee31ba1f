const assert = require('node:assert');

process.env.TZ = 'UTC';
assert.strictEqual(new Date(0).getHours(), 0);
process.env.TZ = 'Asia/Tokyo';
assert.strictEqual(new Date(0).getHours(), 9);
assert.strictEqual(new Date(0).getTimezoneOffset(), -540);
