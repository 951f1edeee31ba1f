'use strict';
// util.inspect of objects: keys, classes, null prototypes, depth, line breaks.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
class Foo { constructor() { this.a = 1; } }
class Bar extends Foo { get x() { return 1; } }
const bare = Object.create(null);
bare.a = 1;

assert.strictEqual(inspect({}), '{}');
assert.strictEqual(inspect({ a: 1, 'b-c': 2, 3: 4, [Symbol('s')]: 5, ['__proto__']: 6, '': 7, $: 8 }), `{
  '3': 4,
  a: 1,
  'b-c': 2,
  ['__proto__']: 6,
  '': 7,
  '$': 8,
  Symbol(s): 5
}`);
assert.strictEqual(inspect(new Foo()), 'Foo { a: 1 }');
assert.strictEqual(inspect(new Bar()), 'Bar { a: 1 }');
assert.strictEqual(inspect(bare), '[Object: null prototype] { a: 1 }');
assert.strictEqual(inspect(Object.create(bare)), 'Object <[Object: null prototype]> {}');
assert.strictEqual(inspect(Object.create(Foo.prototype)), 'Foo {}');
assert.strictEqual(inspect(Foo.prototype), '{}');
assert.strictEqual(inspect(Object.prototype), '[Object: null prototype] {}');
assert.strictEqual(inspect({ a: { b: { c: { d: 1 } } } }), '{ a: { b: { c: [Object] } } }');
assert.strictEqual(inspect({ a: { b: { c: {} } } }, { depth: 0 }), '{ a: [Object] }');
assert.strictEqual(inspect({ a: { b: { c: { d: { e: {} } } } } }, { depth: null }), `{
  a: {
    b: { c: { d: { e: {} } } }
  }
}`);
assert.strictEqual(inspect({ a: { b: new Foo(), c: [1], d: new Map() } }, { depth: 0 }), '{ a: [Object] }');
assert.strictEqual(inspect({ a: 'x'.repeat(30), b: 'y'.repeat(30) }), `{
  a: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  b: 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'
}`);
assert.strictEqual(inspect({ a: 'x'.repeat(28), b: 'y'.repeat(27) }), `{ a: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxx', b: 'yyyyyyyyyyyyyyyyyyyyyyyyyyy' }`);
assert.strictEqual(inspect({ a: 1, b: [1, 2, { c: 3 }] }, { compact: false }), `{
  a: 1,
  b: [
    1,
    2,
    {
      c: 3
    }
  ]
}`);
assert.strictEqual(inspect({ a: { b: { c: { d: 1 } } } }, { compact: 1, depth: 9 }), `{
  a: {
    b: {
      c: { d: 1 }
    }
  }
}`);
assert.strictEqual(inspect({ a: 'x'.repeat(90), b: 1 }, { compact: true }), `{ a:
   'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
  b: 1 }`);
assert.strictEqual(inspect({ b: 2, a: 1, c: { z: 1, y: 2 } }, { sorted: true }), '{ a: 1, b: 2, c: { y: 2, z: 1 } }');
assert.strictEqual(inspect(new Bar(), { showHidden: true }), 'Bar { a: 1, [x]: [Getter] }');
assert.strictEqual(inspect(new (class extends Foo {})()), 'Foo { a: 1 }');
assert.strictEqual(inspect(Object.defineProperty({}, 'h', { value: 1 }), { showHidden: true }), '{ [h]: 1 }');
assert.strictEqual(inspect({ get a() { return 1; }, set a(v) {}, get b() { return 2; }, set c(v) {} }), '{ a: [Getter/Setter], b: [Getter], c: [Setter] }');
assert.strictEqual(inspect({ get a() { return 1; }, set a(v) {}, get b() { return { x: 1 }; } }, { getters: true }), '{ a: [Getter/Setter: 1], b: [Getter] { x: 1 } }');
assert.strictEqual(inspect({ [Symbol.toStringTag]: 'T' }), `{ Symbol(Symbol.toStringTag): 'T' }`);
assert.strictEqual(inspect(new (class A { get [Symbol.toStringTag]() { return 'B'; } })()), 'A [B] {}');
assert.strictEqual(inspect({ a: 1234567.891, b: 12345678n }, { numericSeparator: true }), '{ a: 1_234_567.891, b: 12_345_678n }');
assert.strictEqual(inspect({ a: 'line1\n'.repeat(20) }), `{
  a: 'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n' +
    'line1\\n'
}`);
assert.strictEqual(inspect('abcdef', { maxStringLength: 3 }), `'abc'... 3 more characters`);
