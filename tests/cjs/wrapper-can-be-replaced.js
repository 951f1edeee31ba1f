'use strict';
const assert = require('node:assert');
const Module = require('node:module');
assert.strictEqual(Module.wrap('x'), '(function (exports, require, module, __filename, __dirname) { x\n});');
assert.strictEqual(Module.wrapper[0] + Module.wrapper[1], Module.wrap(''));
Module.wrapper[0] += 'const injected = 5; ';
const made = new Module('/virtual/wrapped.js');
made._compile('module.exports = injected', '/virtual/wrapped.js');
assert.strictEqual(made.exports, 5);
