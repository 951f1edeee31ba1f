'use strict';
const assert = require('node:assert');
const Module = require('node:module');
assert.deepStrictEqual(Module._nodeModulePaths('/a/b'), ['/a/b/node_modules', '/a/node_modules', '/node_modules']);
assert.deepStrictEqual(Module._nodeModulePaths('/a/node_modules/b/node_modules'), [
  '/a/node_modules/b/node_modules', '/a/node_modules', '/node_modules',
]);
assert.deepStrictEqual(Module._nodeModulePaths('/'), ['/node_modules']);
assert.deepStrictEqual(Module._nodeModulePaths('/node_modules'), ['/node_modules']);
assert.deepStrictEqual(Module._nodeModulePaths('/my_node_modules/x'), [
  '/my_node_modules/x/node_modules', '/my_node_modules/node_modules', '/node_modules',
]);
