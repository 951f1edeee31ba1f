'use strict';
const assert = require('node:assert');
const Module = require('node:module');
const resolve = Module._resolveFilename;
Module._resolveFilename = function(request, parent, isMain, options) {
  if (request === 'alias') request = './fixtures/both.js';
  return resolve.call(this, request, parent, isMain, options);
};
assert.strictEqual(require('alias'), 'file.js');
const load = Module._load;
Module._load = function(request, parent, isMain) {
  return request === 'mocked' ? { mocked: parent.filename } : load.call(this, request, parent, isMain);
};
assert.deepStrictEqual(require('mocked'), { mocked: __filename });
const seen = [];
const own = Module.prototype.require;
Module.prototype.require = function(id) {
  seen.push(id);
  return own.call(this, id);
};
require('./fixtures/only.json');
assert.deepStrictEqual(seen, ['./fixtures/only.json']);
const lookup = Module._nodeModulePaths;
Module._nodeModulePaths = (from) => [`${__dirname}/fixtures/node_modules`, ...lookup(from)];
assert.strictEqual(Module.createRequire(__filename)('plain'), 'plain');
