'use strict';
const assert = require('node:assert');
const { constants, enableCompileCache, flushCompileCache, getCompileCacheDir } = require('node:module');
assert.deepStrictEqual({ ...constants.compileCacheStatus }, { FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 });
assert.strictEqual(getCompileCacheDir(), undefined);
assert.strictEqual(flushCompileCache(), undefined);
process.env.NODE_DISABLE_COMPILE_CACHE = '1';
assert.strictEqual(enableCompileCache().status, constants.compileCacheStatus.DISABLED);
