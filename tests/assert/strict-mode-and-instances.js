'use strict';
// assert.strict, node:assert/strict and Assert instances.
const assert = require('node:assert');

assert.strictEqual(assert.strict, require('node:assert/strict'));
assert.strictEqual(assert.strict, assert.strict.strict);
assert.strictEqual(assert.strict.equal, assert.strictEqual);
assert.strictEqual(assert.strict.deepEqual, assert.deepStrictEqual);
assert.strictEqual(assert.strict.notEqual, assert.notStrictEqual);
assert.strictEqual(assert.strict.notDeepEqual, assert.notDeepStrictEqual);
assert.throws(() => assert.strict(0), assert.AssertionError);
assert.equal(1, '1');
assert.throws(() => assert.strict.equal(1, '1'), assert.AssertionError);

const loose = new assert.Assert({ strict: false });
loose.equal(1, '1');
const strict = new assert.Assert();
assert.throws(() => strict.equal(1, '1'), { operator: 'strictEqual' });
assert.deepStrictEqual(Object.keys(strict), ['AssertionError', 'equal', 'deepEqual', 'notEqual', 'notDeepEqual']);

class Point { constructor() { this.x = 1; } }
new assert.Assert({ skipPrototype: true }).deepStrictEqual(new Point(), { x: 1 });
assert.throws(() => strict.deepStrictEqual(new Point(), { x: 1 }), assert.AssertionError);

const full = new assert.Assert({ diff: 'full', strict: false });
assert.throws(() => full.equal('x'.repeat(1000), 'y'), { message: `'${'x'.repeat(1000)}' == 'y'`, diff: 'full' });

// Its methods work without it, with the defaults.
const { strictEqual } = full;
assert.throws(() => strictEqual(1, 2), { diff: 'simple' });
