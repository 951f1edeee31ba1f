// The text of error.stack in V8's format.
'use strict';
const assert = require('node:assert');
const path = require('node:path');
const file = path.basename(__filename);
// Frames of this file, without positions.
function frames(error) {
  return error.stack.split('\n').filter((line) => line.includes(file) || line.endsWith('(<anonymous>)'))
    .map((line) => line.trim().replace(/ \(?[^ (]*:\d+:\d+\)?$/, ''));
}
class A {
  m() { return new Error('in m'); }
  static s() { return new A().m(); }
  get g() { return this.m(); }
  #p() { return new Error('p'); }
  p() { return this.#p(); }
}
function B() { this.e = A.s(); }
const o = { k() { return new B().e; }, arrow: () => new Error('arrow'), 'a-b'() { return new Error('odd'); } };
assert.deepStrictEqual(frames(o.k()).slice(0, 5), ['at A.m', 'at A.s', 'at new B', 'at Object.k', 'at Object.<anonymous>']);
assert.deepStrictEqual(frames(new A().g).slice(0, 2), ['at A.m', 'at get g']);
assert.deepStrictEqual(frames(new A().p()).slice(0, 2), ['at #p', 'at A.p']);
assert.strictEqual(frames(o.arrow())[0], 'at Object.arrow');
assert.strictEqual(frames(o['a-b']())[0], 'at a-b');
o.other = o.k;
assert.strictEqual(frames((() => { o.f = function named() { return new Error('x'); }; return o.f(); })())[0], 'at Object.named [as f]');
assert.deepStrictEqual(frames([1].map(() => new Error('cb'))[0]).slice(0, 2), ['at', 'at Array.map (<anonymous>)']);
assert.strictEqual(frames((function () { return new Error('x'); }).call([]))[0], 'at Array.<anonymous>');
assert.strictEqual(frames((function f() { return new Error('x'); }).call('s'))[0], 'at String.f');
// Positions.
const here = new Error('here');
const [, line, column] = /format\.js:(\d+):(\d+)\)/.exec(here.stack.split('\n')[1]);
assert.deepStrictEqual([Number(line), Number(column)], [31, 14]);
// Header.
assert.strictEqual(new Error('m').stack.split('\n')[0], 'Error: m');
assert.strictEqual(new TypeError('m').stack.split('\n')[0], 'TypeError: m');
assert.strictEqual(new Error().stack.split('\n')[0], 'Error');
const named = new Error('old');
named.name = 'Named';
named.message = 'new';
assert.strictEqual(named.stack.split('\n')[0], 'Named: new');
class Sub extends Error {}
assert.strictEqual(frames(new Sub('x'))[0], 'at Object.<anonymous>');
assert.strictEqual(new Sub('x').stack.split('\n')[0], 'Error: x');
// eval
assert.match(eval('new Error("ev")').stack, /\n {4}at eval \(eval at <anonymous> \(.*format\.js:\d+:\d+\), <anonymous>:1:1\)\n/);
assert.match(new Function('return new Error("nf")')().stack, /\n {4}at eval \(eval at <anonymous> \(.*format\.js:\d+:\d+\), <anonymous>:3:8\)\n/);
