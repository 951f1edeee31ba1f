// Error.captureStackTrace and Error.stackTraceLimit.
'use strict';
const assert = require('node:assert');
assert.strictEqual(Error.stackTraceLimit, 10);
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit'),
  { value: 10, writable: true, enumerable: true, configurable: true });
function deep(n) { return n === 0 ? new Error('deep') : deep(n - 1); }
const lines = (error) => error.stack.split('\n').length - 1;
assert.strictEqual(lines(deep(50)), 10);
Error.stackTraceLimit = 3;
assert.strictEqual(lines(deep(50)), 3);
Error.stackTraceLimit = 0;
assert.strictEqual(deep(5).stack, 'Error: deep');
Error.stackTraceLimit = 40;
assert.strictEqual(lines(deep(100)), 40);
Error.stackTraceLimit = undefined;
assert.strictEqual(deep(5).stack, undefined);
assert.ok(Object.hasOwn(deep(5), 'stack'));
Error.stackTraceLimit = 10;

const target = {};
function hidden() { Error.captureStackTrace(target, hidden); }
function shown() { hidden(); }
shown();
assert.match(target.stack, /^Error\n {4}at shown /);
assert.ok(!Object.keys(target).includes('stack'));
function never() {}
Error.captureStackTrace(target, never);
assert.strictEqual(target.stack, 'Error');
const plain = { name: 'N', message: 'M' };
Error.captureStackTrace(plain);
assert.match(plain.stack, /^N: M\n {4}at /);
class Mine extends Error {
  constructor(message) {
    super(message);
    Error.captureStackTrace(this, Mine);
  }
}
const mine = (function maker() { return new Mine('x'); })();
assert.match(mine.stack, /^Error: x\n {4}at maker /);
mine.stack = 'set';
Error.captureStackTrace(mine);
assert.match(mine.stack, /^Error: x\n/);
assert.throws(() => Error.captureStackTrace(1), { name: 'TypeError' });
assert.throws(() => Error.captureStackTrace(Object.freeze({})), { name: 'TypeError' });
