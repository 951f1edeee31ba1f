'use strict';
// util.inspect of boxed primitives, dates, regular expressions and arguments.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
class N extends Number {}

assert.strictEqual(inspect(Object(1)), '[Number: 1]');
assert.strictEqual(inspect(Object('abc')), `[String: 'abc']`);
assert.strictEqual(inspect(Object(true)), '[Boolean: true]');
assert.strictEqual(inspect(Object(1n)), '[BigInt: 1n]');
assert.strictEqual(inspect(Object(Symbol('q'))), '[Symbol: Symbol(q)]');
assert.strictEqual(inspect(Object(-0)), '[Number: -0]');
assert.strictEqual(inspect(Object.assign(Object('ab'), { x: 1 })), `[String: 'ab'] { x: 1 }`);
assert.strictEqual(inspect(new N(3)), '[Number (N): 3]');
assert.strictEqual(inspect(new Date(0)), '1970-01-01T00:00:00.000Z');
assert.strictEqual(inspect(new Date(NaN)), 'Invalid Date');
assert.strictEqual(inspect(Object.assign(new Date(0), { x: 1 })), '1970-01-01T00:00:00.000Z { x: 1 }');
assert.strictEqual(inspect(/a/g), '/a/g');
assert.strictEqual(inspect(Object.assign(/a/, { x: 1 })), '/a/ { x: 1 }');
assert.strictEqual(inspect((function() { return arguments; })(1, 2)), `[Arguments] { '0': 1, '1': 2 }`);
assert.strictEqual(inspect(Math), 'Object [Math] {}');
assert.strictEqual(inspect(JSON), 'Object [JSON] {}');
assert.strictEqual(inspect(Reflect), 'Object [Reflect] {}');
assert.strictEqual(inspect((function* () {})()), 'Object [Generator] {}');
assert.strictEqual(inspect((async function* () {})()), 'Object [AsyncGenerator] {}');
