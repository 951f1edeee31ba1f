'use strict';
const assert = require('node:assert');
const { findPackageJSON } = require('node:module');
const { pathToFileURL } = require('node:url');
const inside = `${__dirname}/fixtures/own-package/lib/extra.js`;
assert.strictEqual(findPackageJSON('./x/../extra.js', inside), `${__dirname}/fixtures/own-package/package.json`);
assert.strictEqual(findPackageJSON(pathToFileURL(inside)), `${__dirname}/fixtures/own-package/package.json`);
assert.strictEqual(findPackageJSON('conditional/none', inside), `${__dirname}/fixtures/node_modules/conditional/package.json`);
assert.strictEqual(findPackageJSON('broken-config', pathToFileURL(inside).href),
  `${__dirname}/fixtures/node_modules/broken-config/package.json`);
assert.throws(() => findPackageJSON('no-such', inside), { code: 'ERR_MODULE_NOT_FOUND' });
assert.throws(() => findPackageJSON(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => findPackageJSON('a', 3), { code: 'ERR_INVALID_ARG_TYPE' });
