// v8.queryObjects() finds what inherits from a constructor's prototype and is alive.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

class A { foo = 'bar'; }
assert.strictEqual(v8.queryObjects(A), 0);
const a = new A();
assert.strictEqual(v8.queryObjects(A), 1);
assert.deepStrictEqual(v8.queryObjects(A, { format: 'summary' }), ["A { foo: 'bar' }"]);

// The prototype of a derived class inherits too.
class B extends A { bar = 'qux'; }
const b = new B();
assert.strictEqual(v8.queryObjects(B), 1);
assert.strictEqual(v8.queryObjects(A, { format: 'count' }), 3);
assert.deepStrictEqual(v8.queryObjects(A, { format: 'summary' }).sort(),
                       ["A { foo: 'bar' }", 'A {}', "B { foo: 'bar', bar: 'qux' }"]);
assert.deepStrictEqual(v8.queryObjects(B, { format: 'summary' }), ["B { foo: 'bar', bar: 'qux' }"]);

// Garbage does not count.
(() => { for (let i = 0; i < 1000; i++) new B().self = i; })();
setImmediate(() => {
  assert.strictEqual(v8.queryObjects(B), 1);
  const many = Array.from({ length: 1000 }, () => new B());
  assert.strictEqual(v8.queryObjects(B), 1001);
  assert(many.length && a && b);
  // Still usable afterwards.
  many.forEach((one) => { one.more = [one.foo]; });
});

assert.strictEqual(v8.queryObjects(() => 1), 0);
assert.strictEqual(v8.queryObjects(A.bind(null)), 0);
assert.throws(() => v8.queryObjects(5), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'The "constructor" argument must be of type function. Received type number (5)',
});
for (const options of [5, null, 'x']) assert.throws(() => v8.queryObjects(A, options), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.queryObjects(A, { format: 'x' }), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The property 'options.format' is invalid. Received 'x'",
});
process.on('warning', ({ name, message }) => {
  assert.strictEqual(name, 'ExperimentalWarning');
  assert.match(message, /^v8\.queryObjects\(\) is an experimental feature/);
});
