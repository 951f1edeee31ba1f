// flags: --enable-source-maps
'use strict';
const assert = require('node:assert');
const { average } = require('./fixtures/dist/math.min.cjs');

Error.prepareStackTrace = (error, sites) => sites;
try {
  average([]);
  assert.fail('nothing was thrown');
} catch (error) {
  const [site] = error.stack;
  assert.strictEqual(site.getFileName(), require.resolve('./fixtures/dist/math.min.cjs'));
  assert.strictEqual(site.getLineNumber(), 1);
  assert.strictEqual(site.getFunctionName(), 'r');
}
