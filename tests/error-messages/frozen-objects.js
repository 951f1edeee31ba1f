// Writing to what cannot be written, defining what cannot be defined.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ["Symbol('x').description.foo()", 'TypeError: Symbol(...).description.foo is not a function'],
  ["Object.defineProperty({},'x',1)", 'TypeError: Property description must be an object: 1'],
  ["Object.defineProperty({},'x')", 'TypeError: Property description must be an object: undefined'],
  ["Object.defineProperty(Object.freeze({}),'x',{})", 'TypeError: Cannot define property x, object is not extensible'],
  ["var o=Object.freeze({x:1}); Object.defineProperty(o,'x',{value:2})", 'TypeError: Cannot redefine property: x'],
  ['Object.defineProperties({}, {a:1})', 'TypeError: Property description must be an object: 1'],
  ['Object.create(1)', 'TypeError: Object prototype may only be an Object or null: 1'],
  ['Object.create(undefined)', 'TypeError: Object prototype may only be an Object or null: undefined'],
  ['Object.setPrototypeOf({},1)', 'TypeError: Object prototype may only be an Object or null: 1'],
  ['Object.setPrototypeOf(Object.freeze({}),{})', 'TypeError: #<Object> is not extensible'],
  ['Object.setPrototypeOf({})', 'TypeError: Object prototype may only be an Object or null: undefined'],
  ['var a={}; var b=Object.create(a); Object.setPrototypeOf(a,b)', 'TypeError: Cyclic __proto__ value'],
  ['var o=Object.preventExtensions({}); o.__proto__={}', 'TypeError: #<Object> is not extensible'],
  ["'use strict'; var o=Object.freeze({x:1}); o.x=2", "TypeError: Cannot assign to read only property 'x' of object '#<Object>'"],
  ["'use strict'; var o=Object.freeze({x:1}); delete o.x", "TypeError: Cannot delete property 'x' of #<Object>"],
  ["'use strict'; var o=Object.freeze({x:1}); o.y=2", 'TypeError: Cannot add property y, object is not extensible'],
  ["'use strict'; var o=Object.freeze([1]); o[0]=2", "TypeError: Cannot assign to read only property '0' of object '[object Array]'"],
  ["'use strict'; var o=Object.freeze([1]); o.push(2)", 'TypeError: Cannot add property 1, object is not extensible'],
  ["'use strict'; var o={get x(){return 1}}; o.x=2", 'TypeError: Cannot set property x of #<Object> which has only a getter'],
  ["'use strict'; (function(){}).name='x'", "TypeError: Cannot assign to read only property 'name' of function 'function(){}'"],
  ["'use strict'; 'abc'.length=1", "TypeError: Cannot assign to read only property 'length' of string 'abc'"],
  ["'use strict'; 'abc'[0]='x'", "TypeError: Cannot assign to read only property '0' of string 'abc'"],
  ["'use strict'; (5).x=1", "TypeError: Cannot create property 'x' on number '5'"],
  ["'use strict'; undefined=1", "TypeError: Cannot assign to read only property 'undefined' of object '#<Object>'"],
  ["'use strict'; NaN=1", "TypeError: Cannot assign to read only property 'NaN' of object '#<Object>'"],
  ["'use strict'; Math.PI=3", "TypeError: Cannot assign to read only property 'PI' of object '#<Object>'"],
  ["'use strict'; delete Object.prototype", "TypeError: Cannot delete property 'prototype' of function Object() { [native code] }"],
  ["'use strict'; delete [].length", "TypeError: Cannot delete property 'length' of [object Array]"],
  ["'use strict'; Object.seal([1]).pop()", "TypeError: Cannot delete property '0' of [object Array]"],
  ['new Proxy(1,{})', 'TypeError: Cannot create proxy with a non-object as target or handler'],
  ['new Proxy({},1)', 'TypeError: Cannot create proxy with a non-object as target or handler'],
  ['new Proxy({})', 'TypeError: Cannot create proxy with a non-object as target or handler'],
  ['Symbol.prototype.description.x.y', "TypeError: Symbol.prototype.description requires that 'this' be a Symbol"],
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
