'use strict';
const assert = require('node:assert');

// Only extensible objects can be given a stack; an error that is frozen keeps its own.
const frozen = Object.freeze(new Error('x'));
const before = frozen.stack;
for (const object of [Object.freeze({}), Object.seal([]), Object.preventExtensions({ stack: 1 }), frozen]) {
  assert.throws(() => Error.captureStackTrace(object),
    { name: 'TypeError', message: 'Cannot define property stack, object is not extensible' });
}
assert.strictEqual(frozen.stack, before);
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
for (const object of [undefined, null, 1, 'text', Symbol('s'), 1n, proxy, new Proxy({}, {}), new Proxy(new Error('x'), {})]) {
  assert.throws(() => Error.captureStackTrace(object), { name: 'TypeError', message: 'invalid_argument' });
}
