'use strict';
// DOMException and QuotaExceededError: names, legacy codes, brand checks.
const assert = require('node:assert');

const error = new DOMException('m', 'AbortError');
assert.strictEqual(error.name, 'AbortError');
assert.strictEqual(error.message, 'm');
assert.strictEqual(error.code, 20);
assert.strictEqual(error.code, DOMException.ABORT_ERR);
assert.strictEqual(DOMException.prototype.DATA_CLONE_ERR, 25);
assert.ok(error instanceof Error);
assert.strictEqual(Object.prototype.toString.call(error), '[object DOMException]');
assert.strictEqual(String(error), 'AbortError: m');
assert.deepStrictEqual(Object.keys(error), []);
assert.strictEqual(new DOMException().name, 'Error');
assert.strictEqual(new DOMException('x', 'Unknown').code, 0);
assert.strictEqual(new DOMException('x', { name: 'TimeoutError', cause: 3 }).cause, 3);
assert.ok(!Object.hasOwn(new DOMException('x'), 'cause'));
assert.throws(() => DOMException.prototype.name, { code: 'ERR_INVALID_THIS' });
assert.throws(() => DOMException(), TypeError);
assert.match(require('node:util').inspect(error), /^DOMException \[AbortError\]: m\n {4}at /);

const quota = new QuotaExceededError('m', { quota: 1, requested: 2 });
assert.ok(quota instanceof DOMException);
assert.deepStrictEqual([quota.name, quota.code, quota.quota, quota.requested], ['QuotaExceededError', 22, 1, 2]);
assert.throws(() => new QuotaExceededError('m', { quota: 2, requested: 1 }), RangeError);
