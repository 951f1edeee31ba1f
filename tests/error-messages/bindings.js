// Undefined, uninitialised and constant bindings.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['await1()', 'ReferenceError: await1 is not defined'],
  ['x', 'ReferenceError: x is not defined'],
  ['x.y', 'ReferenceError: x is not defined'],
  ['typeof x; x+1', 'ReferenceError: x is not defined'],
  ['zork()', 'ReferenceError: zork is not defined'],
  ['zork.y = 1', 'ReferenceError: zork is not defined'],
  ["'use strict'; zork = 1", 'ReferenceError: zork is not defined'],
  ['x; let x = 1', "ReferenceError: Cannot access 'x' before initialization"],
  ['const c = 1; c = 2', 'TypeError: Assignment to constant variable.'],
  ['const c = 1; c++', 'TypeError: Assignment to constant variable.'],
  ["'use strict'; const c = 1; c = 2", 'TypeError: Assignment to constant variable.'],
  ['for (const i=0;i<2;i++);', 'TypeError: Assignment to constant variable.'],
  ['x = y; let y', "ReferenceError: Cannot access 'y' before initialization"],
  ['(function(){ return a; let a })()', "ReferenceError: Cannot access 'a' before initialization"],
  ['class A extends A {}', "ReferenceError: Cannot access 'A' before initialization"],
  ['f(); let f = ()=>1', "ReferenceError: Cannot access 'f' before initialization"],
  ['typeof q; let q', "ReferenceError: Cannot access 'q' before initialization"],
  ['(function(a=b,b){})()', "ReferenceError: Cannot access 'b' before initialization"],
  ['Generator.prototype', 'ReferenceError: Generator is not defined'],
  ['structuredClone1()', 'ReferenceError: structuredClone1 is not defined'],
  ['throw1', 'ReferenceError: throw1 is not defined'],
  ['super1()', 'ReferenceError: super1 is not defined'],
  ['window.foo', 'ReferenceError: window is not defined'],
  ['process1.env', 'ReferenceError: process1 is not defined'],
  ["require1('x')", 'ReferenceError: require1 is not defined'],
  ['module1.exports', 'ReferenceError: module1 is not defined'],
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
