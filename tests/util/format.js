'use strict';
// util.format: placeholders and the rest.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;

assert.strictEqual(util.format('%s %s', 'a', 1), 'a 1');
assert.strictEqual(util.format('%s', -0), '-0');
assert.strictEqual(util.format('%s', { a: { b: 1 } }), '{ a: [Object] }');
assert.strictEqual(util.format('%s', { toString() { return 'ts'; } }), 'ts');
assert.strictEqual(util.format('%s', new Date(0)), '1970-01-01T00:00:00.000Z');
assert.strictEqual(util.format('%s', [1, 'a', [2]]), `[ 1, 'a', [Array] ]`);
assert.strictEqual(util.format('%s', Symbol('x')), 'Symbol(x)');
assert.strictEqual(util.format('%s', () => 1), '() => 1');
assert.strictEqual(util.format('%s', 12n), '12n');
assert.strictEqual(util.format('%d %d %d', '5', {}, 5n), '5 NaN 5n');
assert.strictEqual(util.format('%i %i', 5.9, '7.1x'), '5 7');
assert.strictEqual(util.format('%f', '1.5x'), '1.5');
assert.strictEqual(util.format('%j', { a: 1 }), '{"a":1}');
assert.strictEqual(util.format('%o', [1]), '[ 1, [length]: 1 ]');
assert.strictEqual(util.format('%O', { a: { b: { c: { d: 1 } } } }), '{ a: { b: { c: [Object] } } }');
assert.strictEqual(util.format('%c|', 'css'), '|');
assert.strictEqual(util.format('%% %s', 'x'), '% x');
assert.strictEqual(util.format('%s'), '%s');
assert.strictEqual(util.format('%x', 1), '%x 1');
assert.strictEqual(util.format('a', 'b', { c: 1 }), 'a b { c: 1 }');
assert.strictEqual(util.format(1, '2', 3), '1 2 3');
assert.strictEqual(util.format(), '');
assert.strictEqual(util.format('%s%%%s', 'a', 'b'), 'a%b');
assert.strictEqual(util.format('a%', 'b'), 'a% b');
assert.strictEqual(util.format('%j', (() => { const a = {}; a.a = a; return a; })()), '[Circular]');
assert.strictEqual(util.formatWithOptions({ colors: true }, 'x', 1, { a: 1 }), 'x \u001b[33m1\u001b[39m { a: \u001b[33m1\u001b[39m }');
assert.strictEqual(util.formatWithOptions({ compact: false }, '%O', { a: 1 }), `{
  a: 1
}`);
