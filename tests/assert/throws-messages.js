'use strict';
// What assert.throws and doesNotThrow accept and say.
const assert = require('node:assert');
const fail = () => { throw new Error('x'); };
const pass = () => {};

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

check(() => assert.throws(pass), 'Missing expected exception.',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(pass, 'msg'), 'Missing expected exception: msg',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(pass, TypeError), 'Missing expected exception (TypeError).',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(pass, TypeError, 'msg'), 'Missing expected exception (TypeError): msg',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, TypeError), `The error is expected to be an instance of "TypeError". Received "Error"

Error message:

x`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, /y/), `The input did not match the regular expression /y/. Input:

'Error: x'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, { message: 'y' }), `Expected values to be strictly deep-equal:
+ actual - expected

  Comparison {
+   message: 'x'
-   message: 'y'
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, { message: /y/ }), `Expected values to be strictly deep-equal:
+ actual - expected

  Comparison {
+   message: 'x'
-   message: /y/
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, new Error('y')), `Expected values to be strictly deep-equal:
+ actual - expected

  Comparison {
+   message: 'x',
-   message: 'y',
    name: 'Error'
  }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, () => false), `The validation function is expected to return "true". Received false

Caught error:

Error: x`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, 'x'), 'The "error/message" argument is ambiguous. The error message "x" is identical to the message.',
  { code: 'ERR_AMBIGUOUS_ARGUMENT', name: 'TypeError' });
check(() => assert.throws('x'), `The "fn" argument must be of type function. Received type string ('x')`,
  { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
check(() => assert.throws(fail, 5), 'The "error" argument must be of type function or an instance of Error, RegExp, or Object. Received type number (5)',
  { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
check(() => assert.throws(fail, {}), `The argument 'error' may not be an empty object. Received {}`,
  { code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError' });
check(() => { assert.throws(() => { throw 'str'; }, { message: 'x' }) }, `Expected values to be strictly deep-equal:
+ actual - expected

+ 'str'
- {
-   message: 'x'
- }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => { assert.throws(() => { throw 'str'; }, 'str') }, 'The "error/message" argument is ambiguous. The error "str" is identical to the message.',
  { code: 'ERR_AMBIGUOUS_ARGUMENT', name: 'TypeError' });
check(() => assert.throws(fail, { foo: 1 }), `Expected values to be strictly deep-equal:
+ actual - expected

+ Comparison {}
- Comparison {
-   foo: 1
- }
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.throws(fail, { message: 'y' }, 'my msg'), 'my msg',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'throws', name: 'AssertionError' });
check(() => { assert.throws(fail, function named() { return 'truthy'; }) }, `The "named" validation function is expected to return "true". Received 'truthy'

Caught error:

Error: x`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => { assert.throws(fail, () => { throw new Error('inner'); }) }, 'inner',
  { name: 'Error' });
check(() => { assert.throws(() => { throw 5; }, TypeError) }, 'The error is expected to be an instance of "TypeError". Received "5"',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'throws', name: 'AssertionError' });
check(() => assert.doesNotThrow(fail), `Got unwanted exception.
Actual message: "x"`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'doesNotThrow', name: 'AssertionError' });
check(() => assert.doesNotThrow(fail, 'msg'), `Got unwanted exception: msg
Actual message: "x"`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'doesNotThrow', name: 'AssertionError' });
check(() => assert.doesNotThrow(fail, TypeError), 'x',
  { name: 'Error' });
check(() => assert.doesNotThrow(fail, Error), `Got unwanted exception.
Actual message: "x"`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'doesNotThrow', name: 'AssertionError' });
check(() => assert.doesNotThrow(fail, { message: 'x' }), 'The "expected" argument must be of type function or an instance of RegExp. Received an instance of Object',
  { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
