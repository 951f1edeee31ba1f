'use strict';
const assert = require('node:assert');
const { createRequire } = require('node:module');
const fixtures = `${__dirname}/fixtures`;
const load = createRequire(`${fixtures}/x.js`);
assert.strictEqual(load('conditional'), 'main.cjs');
assert.strictEqual(load('conditional/order'), 'default.cjs');
assert.strictEqual(load('conditional/custom'), 'default.cjs');
assert.strictEqual(load('conditional/nested'), 'main.cjs');
assert.strictEqual(load('conditional/features/special'), 'special.cjs');
assert.strictEqual(load('conditional/list'), 'default.cjs');
assert.strictEqual(load('conditional/package.json').name, 'conditional');
assert.strictEqual(load('plain/sub'), 'plain/sub.js');
assert.strictEqual(load('@scope/thing'), 'scoped');
assert.strictEqual(load('exports-false'), 'm');
const config = `${fixtures}/node_modules/conditional/package.json`;
const table = {
  'conditional/none': ['ERR_PACKAGE_PATH_NOT_EXPORTED', `Package subpath './none' is not defined by "exports" in ${config}`],
  'conditional/lib/main.cjs':
    ['ERR_PACKAGE_PATH_NOT_EXPORTED', `Package subpath './lib/main.cjs' is not defined by "exports" in ${config}`],
  'conditional/features/private/x':
    ['ERR_PACKAGE_PATH_NOT_EXPORTED', `Package subpath './features/private/x' is not defined by "exports" in ${config}`],
  'conditional/outside': ['ERR_INVALID_PACKAGE_TARGET', 'Invalid "exports" target "../plain/index.js" defined for ' +
    `'./outside' in the package config ${config}; targets must start with "./"`],
  'conditional/hidden': ['ERR_INVALID_PACKAGE_TARGET', 'Invalid "exports" target "./node_modules/x.js" defined for ' +
    `'./hidden' in the package config ${config}`],
  'conditional/number': ['ERR_INVALID_PACKAGE_TARGET', 'Invalid "exports" target "5" defined for ' +
    `'./number' in the package config ${config}; targets must start with "./"`],
  'conditional/gone': ['MODULE_NOT_FOUND', `Cannot find module '${fixtures}/node_modules/conditional/lib/gone.js'`],
  'conditional/features/../x': ['ERR_INVALID_MODULE_SPECIFIER', 'Invalid module "./features/../x" request is not a valid ' +
    `match in pattern "./features/*" for the "exports" resolution of ${config}`],
  'broken-config': ['ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${fixtures}/node_modules/broken-config/package.json.`],
  'mixed-keys': ['ERR_INVALID_PACKAGE_CONFIG', `Invalid package config ${fixtures}/node_modules/mixed-keys/package.json. ` +
    "\"exports\" cannot contain some keys starting with '.' and some not. The exports object must either be an object of " +
    'package subpath keys or an object of main entry condition name keys only.'],
};
for (const [request, [code, message]] of Object.entries(table)) assert.throws(() => load(request), { code, message }, request);
