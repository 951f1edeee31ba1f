// Methods called on the wrong receiver.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['new Map().set.call({},1)', 'TypeError: Method Map.prototype.set called on incompatible receiver #<Object>'],
  ['Reflect.construct(function(){},1)', 'TypeError: CreateListFromArrayLike called on non-object'],
  ['Reflect.apply(function(){},null)', 'TypeError: CreateListFromArrayLike called on non-object'],
  ['Reflect.ownKeys(1)', 'TypeError: Reflect.ownKeys called on non-object'],
  ['Reflect.get(1)', 'TypeError: Reflect.get called on non-object'],
  ['String.prototype.trim.call(undefined)', 'TypeError: String.prototype.trim called on null or undefined'],
  ['String.prototype.charAt.call(null)', 'TypeError: String.prototype.charAt called on null or undefined'],
  ['String.prototype.at.call(null)', 'TypeError: String.prototype.at called on null or undefined'],
  ['String.prototype.repeat.call(undefined)', 'TypeError: String.prototype.repeat called on null or undefined'],
  ["Number.prototype.toString.call('x')", "TypeError: Number.prototype.toString requires that 'this' be a Number"],
  ["Number.prototype.toFixed.call('x')", "TypeError: Number.prototype.toFixed requires that 'this' be a Number"],
  ["Number.prototype.valueOf.call('x')", "TypeError: Number.prototype.valueOf requires that 'this' be a Number"],
  ['String.prototype.toString.call(1)', "TypeError: String.prototype.toString requires that 'this' be a String"],
  ['Boolean.prototype.valueOf.call(1)', "TypeError: Boolean.prototype.valueOf requires that 'this' be a Boolean"],
  ['Symbol.prototype.toString.call(1)', "TypeError: Symbol.prototype.toString requires that 'this' be a Symbol"],
  ['Date.prototype.getTime.call(1)', 'TypeError: this is not a Date object.'],
  ['Date.prototype.getTime.call({})', 'TypeError: this is not a Date object.'],
  ['Map.prototype.get.call(new Set)', 'TypeError: Method Map.prototype.get called on incompatible receiver #<Set>'],
  ['Map.prototype.get.call(1)', 'TypeError: Method Map.prototype.get called on incompatible receiver 1'],
  ['Set.prototype.has.call({})', 'TypeError: Method Set.prototype.has called on incompatible receiver #<Object>'],
  ['Map.prototype.size', 'TypeError: Method get Map.prototype.size called on incompatible receiver #<Map>'],
  ['Promise.all.call(undefined)', 'TypeError: Promise.all called on non-object'],
  ['ArrayBuffer.prototype.slice.call(1)', 'TypeError: Method ArrayBuffer.prototype.slice called on incompatible receiver 1'],
  ['Uint8Array.prototype.subarray.call([])', 'TypeError: Method %TypedArray%.prototype.subarray called on incompatible receiver [object Array]'],
  ['Function.prototype.toString.call(1)', "TypeError: Function.prototype.toString requires that 'this' be a Function"],
  ['Function.prototype.bind.call(1)', 'TypeError: Bind must be called on a function'],
  ['(function(){}).apply(null, 1)', 'TypeError: CreateListFromArrayLike called on non-object'],
  ["(function(){}).apply(null, 'x')", 'TypeError: CreateListFromArrayLike called on non-object'],
  ['Object.keys(new Proxy({}, {ownKeys(){return 1}}))', 'TypeError: CreateListFromArrayLike called on non-object'],
  ['Promise.resolve().then.call({})', 'TypeError: Method Promise.prototype.then called on incompatible receiver #<Object>'],
  ['new ArrayBuffer(8).resize(3)', 'TypeError: Method ArrayBuffer.prototype.resize called on incompatible receiver #<ArrayBuffer>'],
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
