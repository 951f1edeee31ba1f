'use strict';
const assert = require('node:assert');

assert.deepStrictEqual(Object.getOwnPropertyNames(Atomics).sort(), [
  'add', 'and', 'compareExchange', 'exchange', 'isLockFree', 'load', 'notify', 'or', 'pause', 'store', 'sub', 'wait', 'waitAsync',
  'xor',
]);
for (const name of Object.getOwnPropertyNames(Atomics)) {
  const { value, ...flags } = Object.getOwnPropertyDescriptor(Atomics, name);
  assert.strictEqual(value.name, name);
  assert.deepStrictEqual(flags, { writable: true, enumerable: false, configurable: true }, name);
}
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(Atomics, Symbol.toStringTag),
  { value: 'Atomics', writable: false, enumerable: false, configurable: true });
