'use strict';
// What assert.strictEqual and notStrictEqual say.
const assert = require('node:assert');
const range = (length) => Array.from({ length }, (_, i) => i);

function check(fn, message, fields = {}) {
  let error;
  try {
    fn();
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) throw new Error(`nothing was thrown by ${fn}`);
  if (error.message !== message) throw new Error(`${fn}: got\n${error.message}\nexpected\n${message}`);
  for (const key of Object.keys(fields)) {
    if (error[key] !== fields[key]) throw new Error(`${fn}: ${key} is ${error[key]}, expected ${fields[key]}`);
  }
}

check(() => assert.strictEqual(1, 2), `Expected values to be strictly equal:

1 !== 2
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual('a', 'b'), `Expected values to be strictly equal:

'a' !== 'b'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual({ a: 1 }, { a: 1 }), `Values have same structure but are not reference-equal:

{
  a: 1
}
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual('a\nb\nc', 'a\nb\nd'), `Expected values to be strictly equal:
+ actual - expected

+ 'a\\nb\\nc'
- 'a\\nb\\nd'
         ^
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(undefined, null), `Expected values to be strictly equal:
+ actual - expected

+ undefined
- null
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(-0, 0), `Expected values to be strictly equal:
+ actual - expected

+ -0
- 0
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(1n, 1), `Expected values to be strictly equal:

1n !== 1
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual('hello world', 'hello there'), `Expected values to be strictly equal:
+ actual - expected

+ 'hello world'
- 'hello there'
         ^
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(123456789012, 123456789013), `Expected values to be strictly equal:
+ actual - expected

+ 123456789012
- 123456789013
             ^
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual({ a: 1 }, 1), `Expected values to be strictly equal:
+ actual - expected

+ {
+   a: 1
+ }
- 1
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(() => {}, () => {}), `Expected "actual" to be reference-equal to "expected":
+ actual - expected

+ [Function (anonymous)]
- [Function (anonymous)]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual([], []), `Values have same structure but are not reference-equal:

[]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual([1], [1, 2]), `Expected "actual" to be reference-equal to "expected":
+ actual - expected

  [
    1,
-   2
  ]
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual('x'.repeat(50), 'y'.repeat(50)), `Expected values to be strictly equal:
+ actual - expected

+ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
- 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(1, 2, 'message'), `message

1 !== 2
`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(1, 2, 'm %s %d', 'x', 5), `m x 5

1 !== 2
`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(1, 2, (actual, expected) => `got ${actual}, not ${expected}`), `got 1, not 2

1 !== 2
`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'strictEqual', name: 'AssertionError' });
check(() => assert.strictEqual(1, 2, new TypeError('own')), 'own',
  { name: 'TypeError' });
check(() => assert.strictEqual(1, 2, 5), 'The "message" argument must be one of type string or function. Received type number (5)',
  { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
check(() => assert.strictEqual(1), 'The "actual" and "expected" arguments must be specified',
  { code: 'ERR_MISSING_ARGS', name: 'TypeError' });
check(() => assert.strictEqual(1, 2, () => 'x', 'extra'), 'The "message" argument is ambiguous. The error message with function "anonymous" has trailing arguments that would be ignored.',
  { code: 'ERR_AMBIGUOUS_ARGUMENT', name: 'TypeError' });
check(() => assert.notStrictEqual(1, 1), 'Expected "actual" to be strictly unequal to: 1',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'notStrictEqual', name: 'AssertionError' });
check(() => assert.notStrictEqual('a'.repeat(20), 'a'.repeat(20)), `Expected "actual" to be strictly unequal to:

'aaaaaaaaaaaaaaaaaaaa'`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'notStrictEqual', name: 'AssertionError' });
check(() => assert.notStrictEqual(assert.ok, assert.ok), `Expected "actual" not to be reference-equal to "expected":

[Function: ok]`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'notStrictEqual', name: 'AssertionError' });
