'use strict';
const assert = require('node:assert');
const load = require('./fixtures/own-package/main.js').require;
const config = `${__dirname}/fixtures/own-package/package.json`;
const from = `${__dirname}/fixtures/own-package/main.js`;
assert.strictEqual(load('#internal'), 'extra');
assert.strictEqual(load('#conditional'), 'extra');
assert.strictEqual(load('#files/extra'), 'extra');
assert.strictEqual(load('#dependency'), 'plain');
assert.strictEqual(load('own-package').name, 'main');
assert.strictEqual(load('own-package/extra'), 'extra');
const table = {
  '#none': ['ERR_PACKAGE_IMPORT_NOT_DEFINED',
    `Package import specifier "#none" is not defined in package ${config} imported from ${from}`],
  '#nothing': ['ERR_PACKAGE_IMPORT_NOT_DEFINED',
    `Package import specifier "#nothing" is not defined in package ${config} imported from ${from}`],
  '#outside': ['ERR_INVALID_PACKAGE_TARGET',
    `Invalid "imports" target "../x.js" defined for '#outside' in the package config ${config} imported from ${from}`],
  '#': ['ERR_INVALID_MODULE_SPECIFIER',
    `Invalid module "#" is not a valid internal imports specifier name imported from ${from}`],
  'own-package/none': ['ERR_PACKAGE_PATH_NOT_EXPORTED',
    `Package subpath './none' is not defined by "exports" in ${config} imported from ${from}`],
};
for (const [request, [code, message]] of Object.entries(table)) assert.throws(() => load(request), { code, message }, request);
