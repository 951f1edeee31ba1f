'use strict';
// util.inspect with colours.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;

assert.strictEqual(inspect({ a: 1, b: 'x', c: null, d: undefined, e: true, f: Symbol('s'), g() {}, h: new Date(0), j: 1n, 'k-l': [1, , 2] }, { colors: true }), `{
  a: \u001b[33m1\u001b[39m,
  b: \u001b[32m'x'\u001b[39m,
  c: \u001b[1mnull\u001b[22m,
  d: \u001b[90mundefined\u001b[39m,
  e: \u001b[33mtrue\u001b[39m,
  f: \u001b[32mSymbol(s)\u001b[39m,
  g: \u001b[36m[Function: g]\u001b[39m,
  h: \u001b[35m1970-01-01T00:00:00.000Z\u001b[39m,
  j: \u001b[33m1n\u001b[39m,
  \u001b[32m'k-l'\u001b[39m: [ \u001b[33m1\u001b[39m, \u001b[90m<1 empty item>\u001b[39m, \u001b[33m2\u001b[39m ]
}`);
assert.strictEqual(inspect(/^(a|b)[c-d]{2,3}?\d$/gi, { colors: true }), '\u001b[32m/\u001b[39m\u001b[35m^\u001b[39m\u001b[31m(\u001b[39m\u001b[36ma\u001b[39m\u001b[32m|\u001b[39m\u001b[36mb\u001b[39m\u001b[31m)\u001b[39m\u001b[31m[\u001b[39m\u001b[33mc\u001b[39m\u001b[36m-\u001b[39m\u001b[33md\u001b[39m\u001b[31m]\u001b[39m\u001b[31m{\u001b[39m\u001b[36m2\u001b[39m\u001b[33m,\u001b[39m\u001b[36m3\u001b[39m\u001b[31m}\u001b[39m\u001b[35m?\u001b[39m\u001b[33m\\d\u001b[39m\u001b[35m$\u001b[39m\u001b[32m/\u001b[39m\u001b[31mgi\u001b[39m');
assert.strictEqual(inspect(new Proxy({ a: 1 }, {}), { colors: true }), '\u001b[36mProxy(\u001b[39m{ a: \u001b[33m1\u001b[39m }\u001b[36m)\u001b[39m');
assert.strictEqual(inspect([new Boolean(false), new String('x')], { colors: true }), `[ \u001b[33m[Boolean: false]\u001b[39m, \u001b[32m[String: 'x']\u001b[39m ]`);
