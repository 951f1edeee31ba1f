// env: NODE_OPTIONS=--no-deprecation
'use strict';
const assert = require('node:assert');
assert.strictEqual(process.noDeprecation, true);
assert.deepStrictEqual(process.execArgv, []);
assert.ok(process.allowedNodeEnvironmentFlags.has('--no-deprecation'));
assert.ok(process.allowedNodeEnvironmentFlags.has('--title'));
assert.ok(!process.allowedNodeEnvironmentFlags.has('--eval'));
