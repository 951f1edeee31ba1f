'use strict';
// assert.ok without a message shows the source of the call.
const assert = require('node:assert');

const messageOf = (fn) => {
  try {
    fn();
  } catch (error) {
    assert.strictEqual(error.generatedMessage, true);
    return error.message;
  }
  throw new Error('nothing was thrown');
};
const shown = (text) => `The expression evaluated to a falsy value:\n\n  ${text}\n`;

assert.strictEqual(messageOf(() => assert(0)), shown('assert(0)'));
assert.strictEqual(messageOf(() => assert.ok(typeof 123 === 'string')), shown("assert.ok(typeof 123 === 'string')"));
assert.strictEqual(messageOf(() => assert.ok(null, undefined)), shown('assert.ok(null, undefined)'));
assert.strictEqual(messageOf(() => assert(')' === '(' || `t${1}` === '')), shown("assert(')' === '(' || `t${1}` === '')"));
assert.strictEqual(messageOf(() => assert.strict.ok(1 - 1)), shown('assert.strict.ok(1 - 1)'));
const { ok } = assert;
assert.strictEqual(messageOf(() => { if (ok) ok(false); }), shown('ok(false)'));
