'use strict';
// Errors with a code: class, name, first line of the stack, where it begins.
const assert = require('node:assert');
const { Buffer } = require('node:buffer');

function caller() {
  Buffer.alloc('x');
}
let error;
try {
  caller();
} catch (thrown) {
  error = thrown;
}
assert.ok(error instanceof TypeError);
assert.strictEqual(error.name, 'TypeError');
assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
assert.strictEqual(error.constructor, TypeError);
assert.deepStrictEqual(Object.keys(error), ['code']);
assert.strictEqual(String(error), `TypeError [ERR_INVALID_ARG_TYPE]: ${error.message}`);
assert.ok(error.stack.startsWith(`TypeError [ERR_INVALID_ARG_TYPE]: ${error.message}\n    at `));
assert.ok(error.stack.includes('at caller ('));
assert.ok(!error.stack.includes('validate'));
