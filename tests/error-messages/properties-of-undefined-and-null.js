// Reading, setting and destructuring properties of undefined and null.
'use strict';
const assert = require('node:assert');
const evaluate = eval; // indirect: global scope, sloppy mode
const cases = [
  ['undefined.x', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['null.x', "TypeError: Cannot read properties of null (reading 'x')"],
  ['var o={}; o.a.b', "TypeError: Cannot read properties of undefined (reading 'b')"],
  ['var o={}; o.a.b.c', "TypeError: Cannot read properties of undefined (reading 'b')"],
  ['var o={}; o.a[0]', "TypeError: Cannot read properties of undefined (reading '0')"],
  ["var o={}, k='key'; o.a[k]", "TypeError: Cannot read properties of undefined (reading 'key')"],
  ["var o={}; o.a[Symbol('q')]", "TypeError: Cannot read properties of undefined (reading 'Symbol(q)')"],
  ['var u; u.x = 1', "TypeError: Cannot set properties of undefined (setting 'x')"],
  ['null.x = 1', "TypeError: Cannot set properties of null (setting 'x')"],
  ["'use strict'; var u; u.x = 1", "TypeError: Cannot set properties of undefined (setting 'x')"],
  ['var u; u[0] = 1', "TypeError: Cannot set properties of undefined (setting '0')"],
  ["var u; u['a b'] = 1", "TypeError: Cannot set properties of undefined (setting 'a b')"],
  ['var u; u.foo()', "TypeError: Cannot read properties of undefined (reading 'foo')"],
  ['var u; u.x++', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['var u; u.x += 2', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['var u; delete u.x', 'TypeError: Cannot convert undefined or null to object'],
  ['var o={}; o.a.b = 1', "TypeError: Cannot set properties of undefined (setting 'b')"],
  ['var o={a:{}}; o.a.b.c.d', "TypeError: Cannot read properties of undefined (reading 'c')"],
  ["(function(){ return this.x }).call(undefined), (function(){'use strict'; return this.x }).call(undefined)", "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['var a=[]; a[0].x', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ["var m=new Map; m.get('x').y", "TypeError: Cannot read properties of undefined (reading 'y')"],
  ['function f(){} f().x', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['var o={f(){}}; o.f().x', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['(void 0).x', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ['undefined[{}]', "TypeError: Cannot read properties of undefined (reading '#<Object>')"],
  ['undefined[1.5]', "TypeError: Cannot read properties of undefined (reading '1.5')"],
  ['undefined[-1]', "TypeError: Cannot read properties of undefined (reading '-1')"],
  ['undefined[null]', "TypeError: Cannot read properties of undefined (reading 'null')"],
  ['var {a} = undefined', "TypeError: Cannot destructure property 'a' of 'undefined' as it is undefined."],
  ['var {a} = null', "TypeError: Cannot destructure property 'a' of 'null' as it is null."],
  ['var u; var {a} = u', "TypeError: Cannot destructure property 'a' of 'u' as it is undefined."],
  ['var o={}; var {a} = o.b', "TypeError: Cannot destructure property 'a' of 'o.b' as it is undefined."],
  ['var o={}; var {a:{b}} = o', "TypeError: Cannot read properties of undefined (reading 'b')"],
  ['function f({a}){} f()', "TypeError: Cannot destructure property 'a' of 'undefined' as it is undefined."],
  ['function f({a:{b}}){} f({})', "TypeError: Cannot read properties of undefined (reading 'b')"],
  ['(({a})=>a)(null)', "TypeError: Cannot destructure property 'a' of 'object null' as it is null."],
  ['var {} = null', "TypeError: Cannot destructure 'null' as it is null."],
  ['var {...r} = null', "TypeError: Cannot destructure 'null' as it is null."],
  ['var {[Symbol.iterator]:x} = null', "TypeError: Cannot destructure 'null' as it is null."],
  ['var {0:x} = undefined', "TypeError: Cannot destructure property '0' of 'undefined' as it is undefined."],
  ['(function({a}={b:1}, {c}){})()', "TypeError: Cannot destructure property 'c' of 'undefined' as it is undefined."],
  ['var {x} = f(); function f(){}', "TypeError: Cannot destructure property 'x' of 'f(...)' as it is undefined."],
  ['var o={}; for (var y of o.x.y);', "TypeError: Cannot read properties of undefined (reading 'y')"],
  ['Array.from(5).x.y', "TypeError: Cannot read properties of undefined (reading 'y')"],
  ['[1,2].foo.bar()', "TypeError: Cannot read properties of undefined (reading 'bar')"],
  ['o.p.q``; var o={p:{}}', "TypeError: Cannot read properties of undefined (reading 'p')"],
  ['new o.x; var o={}', "TypeError: Cannot read properties of undefined (reading 'x')"],
  ["String(Symbol('x')).x.y", "TypeError: Cannot read properties of undefined (reading 'y')"],
  ['Array.prototype.push.call(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Array.prototype.join.call(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['String.raw()', 'TypeError: Cannot convert undefined or null to object'],
  ['RegExp.prototype.source.x.y', "TypeError: Cannot read properties of undefined (reading 'y')"],
  ['Object.defineProperties({}, 1).x.y', "TypeError: Cannot read properties of undefined (reading 'y')"],
  ['Object.create({},null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.keys(undefined)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.keys(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.entries(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.values(undefined)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.assign(null)', 'TypeError: Cannot convert undefined or null to object'],
  ['Object.assign(undefined, {})', 'TypeError: Cannot convert undefined or null to object'],
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
