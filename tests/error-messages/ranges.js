// Numbers out of range, stack overflow.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['BigInt.asIntN(-1, 1n)', 'RangeError: Invalid value: not (convertible to) a safe integer'],
  ['new Array(-1)', 'RangeError: Invalid array length'],
  ['new Array(1.5)', 'RangeError: Invalid array length'],
  ['[].length = -1', 'RangeError: Invalid array length'],
  ['var a=[]; a.length = 1.5', 'RangeError: Invalid array length'],
  ['Array(2**32)', 'RangeError: Invalid array length'],
  ["'x'.repeat(-1)", 'RangeError: Invalid count value: -1'],
  ["'x'.repeat(2**30)", 'RangeError: Invalid string length'],
  ["'x'.padEnd(2**30)", 'RangeError: Invalid string length'],
  ["'x'.normalize('q')", 'RangeError: The normalization form should be one of NFC, NFD, NFKC, NFKD.'],
  ['String.fromCodePoint(-1)', 'RangeError: Invalid code point -1'],
  ['String.fromCodePoint(1.5)', 'RangeError: Invalid code point 1.5'],
  ["'x'.localeCompare('y','xx-yy-zz-qqqqqqqqqqqqqqqq')", 'RangeError: Invalid language tag: xx-yy-zz-qqqqqqqqqqqqqqqq'],
  ['(1).toFixed(101)', 'RangeError: toFixed() digits argument must be between 0 and 100'],
  ['(1).toFixed(-1)', 'RangeError: toFixed() digits argument must be between 0 and 100'],
  ['(1).toPrecision(0)', 'RangeError: toPrecision() argument must be between 1 and 100'],
  ['(1).toPrecision(101)', 'RangeError: toPrecision() argument must be between 1 and 100'],
  ['(1).toString(1)', 'RangeError: toString() radix argument must be between 2 and 36'],
  ['(1).toString(37)', 'RangeError: toString() radix argument must be between 2 and 36'],
  ['1n.toString(1)', 'RangeError: toString() radix argument must be between 2 and 36'],
  ['new Date(NaN).toISOString()', 'RangeError: Invalid time value'],
  ['new Date(Infinity).toISOString()', 'RangeError: Invalid time value'],
  ["'use strict'; [].length=-1", 'RangeError: Invalid array length'],
  ["'use strict'; Object.defineProperty([],'length',{value:-1})", 'RangeError: Invalid array length'],
  ['new ArrayBuffer(-1)', 'RangeError: Invalid array buffer length'],
  ['new ArrayBuffer(2**53)', 'RangeError: Invalid array buffer length'],
  ['new ArrayBuffer(2**50)', 'RangeError: Array buffer allocation failed'],
  ['new ArrayBuffer(8,{maxByteLength:4})', 'RangeError: Invalid array buffer max length'],
  ['new ArrayBuffer(8,{maxByteLength:16}).resize(17)', 'RangeError: ArrayBuffer.prototype.resize: Invalid length parameter'],
  ['new Uint8Array(-1)', 'RangeError: Invalid typed array length: -1'],
  ['new Int32Array(new ArrayBuffer(8),1)', 'RangeError: start offset of Int32Array should be a multiple of 4'],
  ['new Int32Array(new ArrayBuffer(7))', 'RangeError: byte length of Int32Array should be a multiple of 4'],
  ['new DataView(new ArrayBuffer(4)).getInt32(1)', 'RangeError: Offset is outside the bounds of the DataView'],
  ['new DataView(new ArrayBuffer(4)).getInt8(-1)', 'RangeError: Offset is outside the bounds of the DataView'],
  ['new DataView(new ArrayBuffer(4)).setInt32(4,1)', 'RangeError: Offset is outside the bounds of the DataView'],
  ['new Uint8Array(4).set([1,2,3],3)', 'RangeError: offset is out of bounds'],
  ['new Uint8Array(4).set([1],-1)', 'RangeError: offset is out of bounds'],
  ['Atomics.load(new Int32Array(2),5)', 'RangeError: Invalid atomic access index'],
  ["Intl.NumberFormat('xx-invalid-locale-zzzzzzzzz')", 'RangeError: Invalid language tag: xx-invalid-locale-zzzzzzzzz'],
  ["new Intl.DateTimeFormat('en',{timeZone:'Foo/Bar'})", 'RangeError: Invalid time zone specified: Foo/Bar'],
  ["(1).toLocaleString('q')", 'RangeError: Invalid language tag: q'],
  ['(function f(){ f() })()', 'RangeError: Maximum call stack size exceeded'],
  ['function f(){ return f()+1 } f()', 'RangeError: Maximum call stack size exceeded'],
  ['var o={get x(){return this.x}}; o.x', 'RangeError: Maximum call stack size exceeded'],
  ["var o={toString(){return ''+this}}; ''+o", 'RangeError: Maximum call stack size exceeded'],
  ['Array.prototype.concat.apply([], new Array(1e6)).x.y', 'RangeError: Maximum call stack size exceeded'],
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
