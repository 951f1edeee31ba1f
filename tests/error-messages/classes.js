// Classes: super, this, private members, heritage.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['class A{ constructor(){ this.#x } #x; static t(o){ return o.#x } } A.t({})', 'TypeError: Cannot read private member #x from an object whose class did not declare it'],
  ['class A{ #x; static t(o){ o.#x = 1 } } A.t({})', 'TypeError: Cannot write private member #x to an object whose class did not declare it'],
  ['class A{ get #g(){return 1}; static t(o){ o.#g = 1 } } A.t(new A)', "TypeError: '#g' was defined without a setter"],
  ['class A{ set #g(v){}; static t(o){ return o.#g } } A.t(new A)', "TypeError: '#g' was defined without a getter"],
  ['class A{} class B extends A{ constructor(){ super(); super() } } new B', 'ReferenceError: Super constructor may only be called once'],
  ['class A{} class B extends A{ constructor(){ return 1 } } new B', 'TypeError: Derived constructors may only return object or undefined'],
  ['var o={}; class B extends o.x {}', 'TypeError: Class extends value undefined is not a constructor or null'],
  ['class B extends (()=>{}) {}', 'TypeError: Class extends value ()=>{} is not a constructor or null'],
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
