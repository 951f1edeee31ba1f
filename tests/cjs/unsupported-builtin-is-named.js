// heddle-only
'use strict';
const assert = require('node:assert');
const { builtinModules, isBuiltin } = require('node:module');
for (const name of builtinModules) {
  assert.ok(isBuiltin(name));
  try {
    require(name);
  } catch (error) {
    const url = name.includes(':') ? name : `node:${name}`;
    assert.strictEqual(error.code, 'ERR_UNKNOWN_BUILTIN_MODULE', error.stack);
    assert.strictEqual(error.message, `No such built-in module: ${url} (a Node.js module that is not yet supported by Heddle)`);
  }
}
