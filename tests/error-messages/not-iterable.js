// Iteration over what cannot be iterated.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['var [a] = undefined', 'TypeError: undefined is not iterable'],
  ['var u; var [a] = u', 'TypeError: u is not iterable'],
  ['var [a] = 5', 'TypeError: 5 is not iterable'],
  ['var [a] = {}', 'TypeError: {} is not iterable'],
  ['var o={}; var [a] = o', 'TypeError: o is not iterable'],
  ['function f([a]){} f()', 'TypeError: undefined is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['function f([a]){} f(1)', 'TypeError: number 1 is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['function f([a]){} f({})', 'TypeError: object is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['var x = 5; for (var y of x);', 'TypeError: x is not iterable'],
  ['for (var y of undefined);', 'TypeError: undefined is not iterable'],
  ['for (var y of null);', 'TypeError: null is not iterable'],
  ['for (var y of {});', 'TypeError: {} is not iterable'],
  ['var o={}; for (var y of o.x);', 'TypeError: o.x is not iterable'],
  ['[...undefined]', 'TypeError: undefined is not iterable'],
  ['[...5]', 'TypeError: 5 is not iterable'],
  ['[...{}]', 'TypeError: {} is not iterable'],
  ['var o={}; [...o]', 'TypeError: o is not iterable'],
  ['var o={}; [...o.x]', 'TypeError: o.x is not iterable'],
  ['new Map(5)', 'TypeError: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['new Set(5)', 'TypeError: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['Array.from(null)', 'TypeError: object null is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['Object.fromEntries(5)', 'TypeError: number 5 is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ["'use strict'; Symbol.iterator.x=1", "TypeError: Cannot create property 'x' on symbol 'Symbol(Symbol.iterator)'"],
  ['Uint8Array.from(null)', 'TypeError: object null is not iterable (cannot read property Symbol(Symbol.iterator))'],
  ['Iterator()', "TypeError: Constructor Iterator requires 'new'"],
  ['new Iterator', 'TypeError: Abstract class Iterator not directly constructable'],
  ['[].values().reduce((a,b)=>a)', 'TypeError: Reduce of a done iterator with no initial value'],
  ['var it={[Symbol.iterator](){return 1}}; [...it]', 'TypeError: Result of the Symbol.iterator method is not an object'],
  ['var it={[Symbol.iterator]:1}; [...it]', 'TypeError: it is not iterable'],
  ['var it={[Symbol.iterator]:1}; for (var x of it);', 'TypeError: it is not iterable'],
  ['var it={[Symbol.iterator](){return 1}}; for (var x of it);', 'TypeError: Result of the Symbol.iterator method is not an object'],
  ['var it={[Symbol.iterator](){return 1}}; var [a]=it', 'TypeError: Result of the Symbol.iterator method is not an object'],
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
