'use strict';
// util.inspect of functions and classes.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
class A {}

assert.strictEqual(inspect(() => {}), '[Function (anonymous)]');
assert.strictEqual(inspect(function f() {}), '[Function: f]');
assert.strictEqual(inspect(function* g() {}), '[GeneratorFunction: g]');
assert.strictEqual(inspect(async function af() {}), '[AsyncFunction: af]');
assert.strictEqual(inspect(async function* ag() {}), '[AsyncGeneratorFunction: ag]');
assert.strictEqual(inspect(async () => {}), '[AsyncFunction (anonymous)]');
assert.strictEqual(inspect(A), '[class A]');
assert.strictEqual(inspect(class B extends A { static x = 1; }), '[class B extends A] { x: 1 }');
assert.strictEqual(inspect(class {}), '[class (anonymous)]');
assert.strictEqual(inspect(Object.assign(function f() {}, { a: 1 })), '[Function: f] { a: 1 }');
assert.strictEqual(inspect(Math.max), '[Function: max]');
assert.strictEqual(inspect((function foo() {}).bind()), '[Function: bound foo]');
assert.strictEqual(inspect(Object.setPrototypeOf(function q() {}, null)), '[Function (null prototype): q]');
assert.strictEqual(inspect({ 'a b'() {}, [Symbol('z')]() {}, async c() {}, *d() {}, async *e() {}, async() {} }), `{
  'a b': [Function: a b],
  c: [AsyncFunction: c],
  d: [GeneratorFunction: d],
  e: [AsyncGeneratorFunction: e],
  async: [Function: async],
  Symbol(z): [Function: [z]]
}`);
assert.strictEqual(inspect(Object.defineProperty(() => {}, 'name', { value: '' })), '[Function (anonymous)]');
assert.strictEqual(inspect(class extends null {}), '[class (anonymous)]');
