'use strict';
// What assert.equal, notEqual, deepEqual and notDeepEqual say.
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

check(() => assert.equal(1, 2), '1 == 2',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert.equal('a', 'b'), `'a' == 'b'`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert.equal(NaN, 1), 'NaN == 1',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert.equal(null, 0), 'null == 0',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert.equal({ a: 1 }, { a: 1 }), `{
  a: 1
} == {
  a: 1
}`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert.equal('x'.repeat(600), 'y'), `'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx... == 'y'`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert.notEqual(1, 1), '1 != 1',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '!=', name: 'AssertionError' });
check(() => assert.notEqual(NaN, NaN), 'NaN != NaN',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '!=', name: 'AssertionError' });
check(() => assert.deepEqual({ a: 1 }, { a: 2 }), `Expected values to be loosely deep-equal:

{
  a: 1
}

should loosely deep-equal

{
  a: 2
}`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepEqual', name: 'AssertionError' });
check(() => assert.deepEqual(1, 2), `Expected values to be loosely deep-equal:

1

should loosely deep-equal

2`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'deepEqual', name: 'AssertionError' });
check(() => assert.notDeepEqual({ a: 1 }, { a: 1 }), `Expected "actual" not to be loosely deep-equal to:

{
  a: 1
}`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'notDeepEqual', name: 'AssertionError' });
check(() => assert.equal(1, 2, 'message'), 'message',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: '==', name: 'AssertionError' });
