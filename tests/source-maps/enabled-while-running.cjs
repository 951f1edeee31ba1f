'use strict';
const assert = require('node:assert');
const { getSourceMapsSupport, findSourceMap } = require('node:module');

assert.strictEqual(process.sourceMapsEnabled, false);
assert.throws(() => process.setSourceMapsEnabled('yes'), { code: 'ERR_INVALID_ARG_TYPE' });
process.setSourceMapsEnabled(true);
assert.strictEqual(process.sourceMapsEnabled, true);
assert.deepEqual(getSourceMapsSupport(), { enabled: true, nodeModules: true, generatedCode: true });

const { divide } = require('./fixtures/dist/math.min.cjs');
const firstFrame = () => {
  try {
    divide(1, 0);
  } catch (error) {
    return error.stack.split('\n')[1];
  }
};
assert.match(firstFrame(), /at r \(.*\/src\/math\.js:4:11\)$/);
assert.ok(findSourceMap(require.resolve('./fixtures/dist/math.min.cjs')));

process.setSourceMapsEnabled(false);
assert.strictEqual(process.sourceMapsEnabled, false);
assert.match(firstFrame(), /at r \(.*math\.min\.cjs:1:\d+\)$/);
