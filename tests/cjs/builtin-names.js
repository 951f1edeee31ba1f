'use strict';
const assert = require('node:assert');
const { builtinModules, isBuiltin } = require('node:module');
assert.ok(builtinModules.includes('fs') && builtinModules.includes('fs/promises') && builtinModules.includes('node:test'));
assert.ok(!builtinModules.includes('node:fs') && !builtinModules.includes('test'));
for (const name of ['fs', 'node:fs', 'node:test', 'fs/promises', 'sys', 'node:sys', '_http_agent']) assert.ok(isBuiltin(name), name);
for (const name of ['x', 'test', 'node:x', 'fs/', '', 3, undefined, null, {}]) assert.ok(!isBuiltin(name), String(name));
assert.strictEqual(require('fs'), require('node:fs'));
assert.strictEqual(require('path'), require('node:path'));
