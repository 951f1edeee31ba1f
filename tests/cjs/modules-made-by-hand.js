'use strict';
const assert = require('node:assert');
const Module = require('node:module');
const module1 = new Module('/virtual/file.js', module);
module1.filename = '/virtual/file.js';
module1.paths = Module._nodeModulePaths('/virtual');
module1._compile('exports.value = 6 * 7; exports.where = [__filename, __dirname]; exports.main = require.main;', '/virtual/file.js');
assert.strictEqual(module1.exports.value, 42);
assert.deepStrictEqual(module1.exports.where, ['/virtual/file.js', '/virtual']);
assert.strictEqual(module1.exports.main, module);
assert.strictEqual(module1.loaded, false);
assert.ok(module.children.includes(module1));
assert.strictEqual(Module.Module, Module);
assert.strictEqual(module1.constructor, Module);
// Old code inherits from it.
function Own(id) { Module.call(this, id); }
Object.setPrototypeOf(Own.prototype, Module.prototype);
const own = new Own('/virtual/own.js');
own._compile('module.exports = "own"', '/virtual/own.js');
assert.strictEqual(own.exports, 'own');
class Derived extends Module {}
assert.strictEqual(new Derived('/virtual/x.js').path, '/virtual');
