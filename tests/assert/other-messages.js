'use strict';
// What fail, ifError, match and the arguments checks say.
const assert = require('node:assert');

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

check(() => assert.fail(), 'Failed',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'fail', name: 'AssertionError' });
check(() => assert.fail('boom'), 'boom',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'fail', name: 'AssertionError' });
check(() => assert.fail(new TypeError('x')), 'x',
  { name: 'TypeError' });
check(() => assert.ifError('err'), `ifError got unwanted exception: 'err'`,
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'ifError', name: 'AssertionError' });
check(() => assert.ifError(new Error('boom')), 'ifError got unwanted exception: boom',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'ifError', name: 'AssertionError' });
check(() => assert.ifError(new TypeError('')), 'ifError got unwanted exception: TypeError',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'ifError', name: 'AssertionError' });
check(() => assert.ifError({ a: 1 }), 'ifError got unwanted exception: { a: 1 }',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'ifError', name: 'AssertionError' });
check(() => assert.match('abc', /x/), `The input did not match the regular expression /x/. Input:

'abc'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'match', name: 'AssertionError' });
check(() => assert.match(123, /x/), 'The "string" argument must be of type string. Received type number (123)',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'match', name: 'AssertionError' });
check(() => assert.match('abc', 'x'), `The "regexp" argument must be an instance of RegExp. Received type string ('x')`,
  { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
check(() => assert.doesNotMatch('abc', /a/), `The input was expected to not match the regular expression /a/. Input:

'abc'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'doesNotMatch', name: 'AssertionError' });
check(() => assert.match('abc', /x/, 'msg'), 'msg',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: 'match', name: 'AssertionError' });
check(() => assert(false, 'm'), 'm',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: '==', name: 'AssertionError' });
check(() => assert(), `No value argument passed to \`assert.ok()\``,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
check(() => assert(null, new RangeError('r')), 'r',
  { name: 'RangeError' });
check(() => assert.ok(false, '%s is %d', 'x', 5), 'x is 5',
  { code: 'ERR_ASSERTION', generatedMessage: false, operator: '==', name: 'AssertionError' });
check(() => assert.Assert(), `Class constructor Assert cannot be invoked without \`new\``,
  { code: 'ERR_CONSTRUCT_CALL_REQUIRED', name: 'TypeError' });
check(() => new assert.Assert({ diff: 'x' }), `The property 'options.diff' must be one of: 'simple', 'full'. Received 'x'`,
  { code: 'ERR_INVALID_ARG_VALUE', name: 'TypeError' });
check(() => new assert.AssertionError(), 'The "options" argument must be of type object. Received undefined',
  { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
check(() => { throw new assert.AssertionError({ actual: 1, expected: 2, operator: 'foo' }); }, '1 foo 2',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'foo', name: 'AssertionError' });
check(() => new assert.Assert().equal(1, '1'), `Expected values to be strictly equal:

1 !== '1'
`,
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: 'strictEqual', name: 'AssertionError' });
check(() => new assert.Assert({ strict: false }).equal(1, 2), '1 == 2',
  { code: 'ERR_ASSERTION', generatedMessage: true, operator: '==', name: 'AssertionError' });
