// `stack` is an own accessor of every error, and of nothing else.
'use strict';
const assert = require('node:assert');
const error = new Error('x', { cause: 1 });
assert.deepStrictEqual(Object.getOwnPropertyNames(error), ['stack', 'message', 'cause']);
assert.deepStrictEqual(Object.keys(error), []);
const descriptor = Object.getOwnPropertyDescriptor(error, 'stack');
assert.deepStrictEqual([typeof descriptor.get, typeof descriptor.set, descriptor.enumerable, descriptor.configurable],
  ['function', 'function', false, true]);
assert.strictEqual(Object.getOwnPropertyDescriptor(new TypeError(), 'stack').get, descriptor.get);
assert.strictEqual('stack' in Error.prototype, false);
assert.strictEqual(Object.create(Error.prototype).stack, undefined);
assert.deepStrictEqual(Object.getOwnPropertyNames(Error.prototype).sort(), ['constructor', 'message', 'name', 'toString']);
let thrown;
try {
  null.x;
} catch (e) {
  thrown = e;
}
assert.deepStrictEqual(Object.getOwnPropertyNames(thrown), ['stack', 'message']);
assert.strictEqual(Object.create(error).stack, error.stack);
error.stack = 'mine';
assert.strictEqual(error.stack, 'mine');
error.stack = 5;
assert.strictEqual(error.stack, 5);
assert.strictEqual(delete error.stack, true);
assert.strictEqual(error.stack, undefined);
const child = Object.create(new Error('parent'));
child.stack = 'child';
assert.strictEqual(child.stack, 'child');
// The text is made once.
const late = new Error('first');
const text = late.stack;
late.message = 'second';
assert.strictEqual(late.stack, text);
assert.strictEqual(structuredClone(thrown).stack, thrown.stack);
assert.ok(Error.isError(thrown) && !Error.isError({}) && !Error.isError(child));
