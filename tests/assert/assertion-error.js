'use strict';
// AssertionError: its fields, its first line, where its stack begins, and how it is printed.
const assert = require('node:assert');
const { inspect } = require('node:util');

function here() {
  assert.strictEqual(1, 2);
}
let error;
try {
  here();
} catch (thrown) {
  error = thrown;
}
assert.ok(error instanceof assert.AssertionError);
assert.ok(error instanceof Error);
assert.strictEqual(error.name, 'AssertionError');
assert.deepStrictEqual(Object.keys(error), ['generatedMessage', 'code', 'actual', 'expected', 'operator', 'diff']);
assert.strictEqual(error.actual, 1);
assert.strictEqual(error.expected, 2);
assert.strictEqual(String(error), `AssertionError [ERR_ASSERTION]: ${error.message}`);
assert.match(error.stack, /^AssertionError \[ERR_ASSERTION\]: Expected values to be strictly equal:\n\n1 !== 2\n\n {4}at here \(/);

const long = new assert.AssertionError({ message: 'x', actual: 'line\n'.repeat(20), expected: 1, operator: 'op' });
assert.ok(inspect(long).includes(`${'line\\n'.repeat(10)}...`));
assert.strictEqual(long.actual, 'line\n'.repeat(20));
