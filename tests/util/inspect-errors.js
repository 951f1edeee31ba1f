'use strict';
// util.inspect of errors: class, cause, own fields, frames shown once.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;
const make = (stack, options, Class = Error) => Object.assign(new Class('m', options), { stack });
const frames = (n) => Array.from({ length: n }, (_, i) => `    at f${i} (/x/file${i}.js:1:${i})`).join('\n');
class FooError extends Error {}
const named = make('TypeError: m\n    at x', undefined, TypeError);
named.name = 'Custom';
const cyclic = make('Error: m\n    at x');
cyclic.self = cyclic;
const aggregate = new AggregateError([make('Error: c\n    at c'), 5], 'agg');
aggregate.stack = 'AggregateError: agg\n    at x';

assert.strictEqual(inspect(make('Error: m\n    at x')), `Error: m
    at x`);
assert.strictEqual(inspect(Object.assign(make('Error: m\n    at x'), { code: 'X' })), `Error: m
    at x {
  code: 'X'
}`);
assert.strictEqual(inspect(make('Error: m\n    at x', { cause: make('Error: c\n    at y') })), `Error: m
    at x {
  [cause]: Error: c
      at y
}`);
assert.strictEqual(inspect(make('Error: m\n    at x', { cause: 5 })), `Error: m
    at x {
  [cause]: 5
}`);
assert.strictEqual(inspect(aggregate), `AggregateError: agg
    at x {
  [errors]: [
    Error: c
        at c,
    5
  ]
}`);
assert.strictEqual(inspect(named), `TypeError: m
    at x {
  name: 'Custom'
}`);
assert.strictEqual(inspect(cyclic), `<ref *1> Error: m
    at x {
  self: [Circular *1]
}`);
assert.strictEqual(inspect(make('Error: m\n    at x', undefined, FooError)), `FooError: m
    at x`);
assert.strictEqual(inspect(make('Error: m')), '[Error: m]');
assert.strictEqual(inspect([make('Error: m')]), '[ [Error: m] ]');
assert.strictEqual(inspect({ e: make('Error: m\n    at x\n    at y') }), `{
  e: Error: m
      at x
      at y
}`);
assert.strictEqual(inspect(make(`Error: m\n${frames(6)}`, { cause: make(`Error: c\n    at g\n${frames(6)}`) })), `Error: m
    at f0 (/x/file0.js:1:0)
    ... 4 lines matching cause stack trace ...
    at f5 (/x/file5.js:1:5) {
  [cause]: Error: c
      at g
      at f0 (/x/file0.js:1:0)
      at f1 (/x/file1.js:1:1)
      at f2 (/x/file2.js:1:2)
      at f3 (/x/file3.js:1:3)
      at f4 (/x/file4.js:1:4)
      at f5 (/x/file5.js:1:5)
}`);
assert.strictEqual(inspect(make(`Error: m\n${'    at a (x.js)\n'.repeat(10)}${frames(2)}`)), `Error: m
    at a (x.js)
    ... collapsed 9 duplicate lines matching above 1 lines 9 times...
    at f0 (/x/file0.js:1:0)
    at f1 (/x/file1.js:1:1)`);
assert.strictEqual(inspect(Object.setPrototypeOf(make('Error: m\n    at x'), null)), `[Error: null prototype]: m
    at x`);
assert.strictEqual(inspect(Object.assign(make('Error: m\n    at x'), { q: {} }), { compact: true }), `{ Error: m
    at x
  q: {} }`);
