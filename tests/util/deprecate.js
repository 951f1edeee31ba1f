'use strict';
// util.deprecate warns once, and leaves the function as it was otherwise.
const assert = require('node:assert');
const { deprecate } = require('node:util');

const warnings = [];
process.on('warning', (warning) => warnings.push(`${warning.name} ${warning.code} ${warning.message}`));

const add = deprecate(function add(a, b) { return a + b; }, 'add is old', 'DEPX1');
assert.strictEqual(add(1, 2), 3);
add(1, 2);
assert.strictEqual(add.length, 2);
class A {
  static s() { return 's'; }
  constructor(x) { this.x = x; }
}
const Old = deprecate(A, 'A is old', 'DEPX2');
const a = new Old(1);
assert.ok(a instanceof Old);
assert.ok(a instanceof A);
assert.strictEqual(Old.s(), 's');
class B extends Old {}
assert.strictEqual(new B(3).x, 3);
deprecate(() => {}, 'the same code', 'DEPX1')();
assert.throws(() => deprecate(() => {}, 'x', 5), { code: 'ERR_INVALID_ARG_TYPE' });

process.on('exit', () => assert.deepStrictEqual(warnings,
  ['DeprecationWarning DEPX1 add is old', 'DeprecationWarning DEPX2 A is old']));
