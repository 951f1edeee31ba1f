'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const Module = require('node:module');
assert.strictEqual(require.extensions, Module._extensions);
assert.deepStrictEqual(Object.keys(Module._extensions), ['.js', '.json', '.node']);
Module._extensions['.custom'] = (module, filename) => {
  module.exports = fs.readFileSync(filename, 'utf8').trim();
};
assert.strictEqual(require('./fixtures/text.custom'), 'hello from text');
assert.strictEqual(require('./fixtures/text'), 'hello from text');
// A transpiler: wraps the loader of .js and the module's _compile.
const original = Module._extensions['.js'];
Module._extensions['.js'] = function(module, filename) {
  const compile = module._compile;
  module._compile = function(code, name) {
    module._compile = compile;
    return compile.call(module, code.replace('"file.js"', '"transformed"'), name);
  };
  return original(module, filename);
};
assert.strictEqual(require('./fixtures/both.js'), 'transformed');
