// Conversions of symbols, BigInts and objects.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['new Uint8Array(Symbol())', 'TypeError: Cannot convert a Symbol value to a number'],
  ["Symbol() + ''", 'TypeError: Cannot convert a Symbol value to a string'],
  ["Symbol('x') + ''", 'TypeError: Cannot convert a Symbol value to a string'],
  ['+Symbol()', 'TypeError: Cannot convert a Symbol value to a number'],
  ['Symbol() * 2', 'TypeError: Cannot convert a Symbol value to a number'],
  ["`${Symbol('x')}`", 'TypeError: Cannot convert a Symbol value to a string'],
  ["''.concat(Symbol())", 'TypeError: Cannot convert a Symbol value to a string'],
  ['[Symbol()].join()', 'TypeError: Cannot convert a Symbol value to a string'],
  ['isNaN(Symbol())', 'TypeError: Cannot convert a Symbol value to a number'],
  ['1n + 1', 'TypeError: Cannot mix BigInt and other types, use explicit conversions'],
  ['1n * 2', 'TypeError: Cannot mix BigInt and other types, use explicit conversions'],
  ['1n - 2', 'TypeError: Cannot mix BigInt and other types, use explicit conversions'],
  ['+1n', 'TypeError: Cannot convert a BigInt value to a number'],
  ['Math.max(1n)', 'TypeError: Cannot convert a BigInt value to a number'],
  ['1n >>> 0n', 'TypeError: BigInts have no unsigned right shift, use >> instead'],
  ['1n / 0n', 'RangeError: Division by zero'],
  ['1n % 0n', 'RangeError: Division by zero'],
  ['2n ** -1n', 'RangeError: Exponent must be positive'],
  ['BigInt(1.5)', 'RangeError: The number 1.5 cannot be converted to a BigInt because it is not an integer'],
  ["BigInt('x')", 'SyntaxError: Cannot convert x to a BigInt'],
  ['BigInt(undefined)', 'TypeError: Cannot convert undefined to a BigInt'],
  ['BigInt(null)', 'TypeError: Cannot convert null to a BigInt'],
  ['BigInt(Symbol())', 'TypeError: Cannot convert Symbol() to a BigInt'],
  ['JSON.stringify(1n)', 'TypeError: Do not know how to serialize a BigInt'],
  ['JSON.stringify({a:1n})', 'TypeError: Do not know how to serialize a BigInt'],
  ['BigInt64Array.of(1)', 'TypeError: Cannot convert 1 to a BigInt'],
  ['new BigInt64Array(1).fill(1)', 'TypeError: Cannot convert 1 to a BigInt'],
  ['({valueOf(){return {}},toString(){return {}}})+1', 'TypeError: Cannot convert object to primitive value'],
  ['({[Symbol.toPrimitive](){return {}}})+1', 'TypeError: Cannot convert object to primitive value'],
  ["Object.create(null)+''", 'TypeError: Cannot convert object to primitive value'],
  ['`${Object.create(null)}`', 'TypeError: Cannot convert object to primitive value'],
  ['Number(Object.create(null))', 'TypeError: Cannot convert object to primitive value'],
  ['String({toString(){return {}}, valueOf: null})', 'TypeError: Cannot convert object to primitive value'],
  ['parseInt(Symbol())', 'TypeError: Cannot convert a Symbol value to a string'],
  ['(1).toExponential(101)', 'RangeError: toExponential() argument must be between 0 and 100'],
  ['BigInt.prototype.toString.call(1)', "TypeError: BigInt.prototype.toString requires that 'this' be a BigInt"],
  ['Object.getPrototypeOf(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.getOwnPropertyNames(undefined)', 'TypeError: Cannot convert undefined or null to object'],
  ["Object.getOwnPropertyDescriptor(null,'x')", 'TypeError: Cannot convert undefined or null to object'],
  ['[].at.call(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['new Uint8Array([1n])', 'TypeError: Cannot convert a BigInt value to a number'],
  ['new BigInt64Array([1])', 'TypeError: Cannot convert 1 to a BigInt'],
  ['Symbol.for(Symbol())', 'TypeError: Cannot convert a Symbol value to a string'],
  ['Object.prototype.__lookupGetter__.call(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.prototype.hasOwnProperty.call(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.prototype.valueOf.call(undefined)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.hasOwn(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['isFinite(1n)', 'TypeError: Cannot convert a BigInt value to a number'],
  ['Math.sqrt(1n)', 'TypeError: Cannot convert a BigInt value to a number'],
  ['Math.floor(Symbol())', 'TypeError: Cannot convert a Symbol value to a number'],
  ['new Date(Symbol())', 'TypeError: Cannot convert a Symbol value to a number'],
  ['new Date(1n)', 'TypeError: Cannot convert a BigInt value to a number'],
  ['new Number(Symbol())', 'TypeError: Cannot convert a Symbol value to a number'],
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
