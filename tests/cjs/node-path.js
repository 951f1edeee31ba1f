'use strict';
// NODE_PATH, as programs set it while they run.
const assert = require('node:assert');
const Module = require('node:module');
assert.throws(() => require('plain'), { code: 'MODULE_NOT_FOUND' });
process.env.NODE_PATH = `${__dirname}/fixtures/node_modules:/nowhere`;
Module._initPaths();
assert.deepStrictEqual(Module.globalPaths.slice(0, 2), [`${__dirname}/fixtures/node_modules`, '/nowhere']);
assert.strictEqual(require('plain'), 'plain');
assert.strictEqual(require('@scope/thing'), 'scoped');
