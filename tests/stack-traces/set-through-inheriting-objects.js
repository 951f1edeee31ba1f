'use strict';
const assert = require('node:assert');

// What inherits from an error shows and sets the error's stack.
const error = new Error('x');
const heir = Object.create(error);
assert.strictEqual(heir.stack, error.stack);
heir.stack = 3;
assert.strictEqual(error.stack, 3);
assert(!Object.hasOwn(heir, 'stack'));

// For others the accessor does nothing.
const { get, set } = Object.getOwnPropertyDescriptor(new Error('y'), 'stack');
for (const other of [{}, [], new Proxy(new Error('z'), {}), 1, undefined]) {
  assert.strictEqual(set.call(other, 5), undefined);
  assert.strictEqual(get.call(other), undefined);
  if (other instanceof Object) assert.strictEqual(other.stack, undefined);
}
