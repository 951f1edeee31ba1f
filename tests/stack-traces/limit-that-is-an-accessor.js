'use strict';
const assert = require('node:assert');

// It is not called, and counts as no number: errors have no stack.
Object.defineProperty(Error, 'stackTraceLimit', { get() { throw new Error('called'); }, configurable: true });
assert.strictEqual(new Error('x').stack, undefined);
const object = {};
Error.captureStackTrace(object);
assert.strictEqual(object.stack, undefined);
Object.defineProperty(Error, 'stackTraceLimit', { value: 1, writable: true, configurable: true });
assert.match(new Error('x').stack, /^Error: x\n {4}at [^\n]*$/);
