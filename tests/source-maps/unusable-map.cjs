// A map that is no JSON does not hide the error.
// flags: --enable-source-maps
'use strict';
const assert = require('node:assert');
const { fail } = require('./fixtures/dist/broken.cjs');
assert.throws(fail, (error) => {
  assert.strictEqual(error.message, 'shown as it is');
  assert.match(error.stack.split('\n')[1], /broken\.cjs:1:/);
  return true;
});
