// Error.prepareStackTrace with CallSites.
'use strict';
const assert = require('node:assert');
const original = Error.prepareStackTrace;
assert.strictEqual(typeof original, 'function');
let calls = 0;
Error.prepareStackTrace = function (error, sites) {
  calls++;
  assert.strictEqual(this, Error);
  return { error, sites };
};
class A { m() { return new Error('x'); } }
function make() { return new A().m(); }
const error = make();
assert.strictEqual(calls, 0); // only when `stack` is read
const { sites, error: given } = error.stack;
assert.strictEqual(given, error);
assert.strictEqual(calls, 1);
assert.strictEqual(error.stack.sites, sites);
assert.strictEqual(calls, 1);
const [m, maker, top] = sites;
assert.strictEqual(m.getTypeName(), 'A');
assert.strictEqual(m.getFunctionName(), 'm');
assert.strictEqual(m.getMethodName(), 'm');
assert.strictEqual(m.getFileName(), __filename);
assert.strictEqual(m.getScriptNameOrSourceURL(), __filename);
assert.deepStrictEqual([m.getLineNumber(), m.getColumnNumber()], [12, 24]);
assert.deepStrictEqual([m.isToplevel(), m.isConstructor(), m.isEval(), m.isNative(), m.isAsync(), m.isPromiseAll()],
  [false, false, false, false, false, false]);
assert.strictEqual(m.getPromiseIndex(), null);
assert.strictEqual(m.getThis(), undefined); // strict
assert.strictEqual(m.getFunction(), undefined);
assert.match(m.toString(), /^A\.m \(.*prepare-stack-trace\.js:12:24\)$/);
assert.strictEqual(maker.getFunctionName(), 'make');
assert.strictEqual(maker.isToplevel(), true);
assert.strictEqual(maker.getTypeName(), null);
assert.strictEqual(top.getFunctionName(), null);
assert.strictEqual(top.getTypeName(), 'Object');
function Ctor() { this.site = new Error().stack.sites[0]; }
assert.strictEqual(new Ctor().site.isConstructor(), true);
assert.match(new Ctor().site.toString(), /^new Ctor \(/);
const builtin = [1].map(() => new Error().stack.sites[1])[0];
assert.deepStrictEqual([builtin.getFunctionName(), builtin.getTypeName(), builtin.getFileName(), builtin.toString()],
  ['map', 'Array', null, 'Array.map (<anonymous>)']);
// captureStackTrace goes the same way.
const target = {};
Error.captureStackTrace(target);
assert.strictEqual(target.stack.error, target);
// What it throws comes out of the getter.
Error.prepareStackTrace = () => { throw new RangeError('thrown'); };
assert.throws(() => new Error('y').stack, { message: 'thrown' });
// Errors made inside are shown the default way.
Error.prepareStackTrace = () => new Error('inside').stack;
assert.match(new Error('outside').stack, /^Error: inside\n {4}at /);
Error.prepareStackTrace = original;
assert.match(new Error('again').stack, /^Error: again\n {4}at /);
Error.prepareStackTrace = undefined;
assert.match(new Error('none').stack, /^Error: none\n {4}at /);
Error.prepareStackTrace = original;
assert.match(original(new Error('direct'), ['one', 'two']), /^Error: direct\n {4}at one\n {4}at two$/);
