// Calls of what is no function or constructor.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['for (var y of f()); function f(){}', 'TypeError: f is not a function or its return value is not iterable'],
  ['var x = 1; x()', 'TypeError: x is not a function'],
  ['undefined()', 'TypeError: undefined is not a function'],
  ['null()', 'TypeError: null is not a function'],
  ['var o={}; o()', 'TypeError: o is not a function'],
  ['var o={}; o.foo()', 'TypeError: o.foo is not a function'],
  ['var o={foo:1}; o.foo()', 'TypeError: o.foo is not a function'],
  ['var o={foo:{}}; o.foo.bar()', 'TypeError: o.foo.bar is not a function'],
  ["var o={}; o['foo']()", 'TypeError: o.foo is not a function'],
  ["var o={},k='z'; o[k]()", 'TypeError: o[k] is not a function'],
  ['var o={}; o[0]()', 'TypeError: o[0] is not a function'],
  ['var o={}; o[Symbol.iterator]()', 'TypeError: o[Symbol.iterator] is not a function'],
  ["'abc'.foo()", 'TypeError: "abc".foo is not a function'],
  ['(5).foo()', 'TypeError: 5.foo is not a function'],
  ['[].foo()', 'TypeError: [].foo is not a function'],
  ['(function(){}).x()', 'TypeError: (intermediate value).x is not a function'],
  ['f()(); function f(){}', 'TypeError: f(...) is not a function'],
  ['f().x(); function f(){return {}}', 'TypeError: f(...).x is not a function'],
  ['new (class{ m(){ this.q() } })().m()', 'TypeError: this.q is not a function'],
  ['this.zork()', 'TypeError: this.zork is not a function'],
  ['Math.foo()', 'TypeError: Math.foo is not a function'],
  ['JSON.foo()', 'TypeError: JSON.foo is not a function'],
  ['(()=>{})()()', 'TypeError: (intermediate value)(...) is not a function'],
  ['`x`()', 'TypeError: "x" is not a function'],
  ['/x/()', 'TypeError: /x/ is not a function'],
  ['true()', 'TypeError: true is not a function'],
  ['123()', 'TypeError: 123 is not a function'],
  ['"s"()', 'TypeError: "s" is not a function'],
  ['Symbol()()', 'TypeError: Symbol(...) is not a function'],
  ['1n()', 'TypeError: (intermediate value) is not a function'],
  ['var f; f`x`', 'TypeError: f is not a function'],
  ['if (1) (x=>x)(1)()', 'TypeError: (intermediate value)(...) is not a function'],
  ['new x; var x=1', 'TypeError: x is not a constructor'],
  ['new 5', 'TypeError: 5 is not a constructor'],
  ['new Math.max', 'TypeError: Math.max is not a constructor'],
  ['new o; var o={}', 'TypeError: o is not a constructor'],
  ['new undefined', 'TypeError: undefined is not a constructor'],
  ['new null', 'TypeError: null is not a constructor'],
  ['new Symbol', 'TypeError: Symbol is not a constructor'],
  ['new BigInt(1)', 'TypeError: BigInt is not a constructor'],
  ['new (class A{}.prototype.constructor.x)', 'TypeError: (intermediate value).prototype.constructor.x is not a constructor'],
  ['new JSON', 'TypeError: JSON is not a constructor'],
  ['new Math', 'TypeError: Math is not a constructor'],
  ['new (Proxy.prototype)', 'TypeError: Proxy.prototype is not a constructor'],
  ['class A{} A()', "TypeError: Class constructor A cannot be invoked without 'new'"],
  ['class A{constructor(){}} A.call({})', "TypeError: Class constructor A cannot be invoked without 'new'"],
  ['(class {})()', "TypeError: Class constructors cannot be invoked without 'new'"],
  ['class A{} ; var o={A}; o.A()', "TypeError: Class constructor A cannot be invoked without 'new'"],
  ['Map()', "TypeError: Constructor Map requires 'new'"],
  ['Promise()', "TypeError: Promise constructor cannot be invoked without 'new'"],
  ['Set()', "TypeError: Constructor Set requires 'new'"],
  ['Uint8Array(1)', "TypeError: Constructor Uint8Array requires 'new'"],
  ['ArrayBuffer(1)', "TypeError: Constructor ArrayBuffer requires 'new'"],
  ['Proxy({}, {})', "TypeError: Constructor Proxy requires 'new'"],
  ['WeakMap()', "TypeError: Constructor WeakMap requires 'new'"],
  ['DataView()', "TypeError: Constructor DataView requires 'new'"],
  ['WeakRef({})', "TypeError: Constructor WeakRef requires 'new'"],
  ['class B extends 5 {}', 'TypeError: Class extends value 5 is not a constructor or null'],
  ['class B extends undefined {}', 'TypeError: Class extends value undefined is not a constructor or null'],
  ['class B extends ({}) {}', 'TypeError: Class extends value #<Object> is not a constructor or null'],
];
for (const [source, expected] of cases) {
  let text = 'no error';
  try {
    evaluate(`(function () {${source}\n})()`);
  } catch (error) {
    assert.ok(error instanceof Error, source);
    assert.strictEqual(error.constructor, globalThis[error.name], source);
    text = `${error.name}: ${error.message}`;
  }
  assert.strictEqual(text, expected, source);
}
