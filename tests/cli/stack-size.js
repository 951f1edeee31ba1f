// flags: --stack-size=6000
'use strict';
const assert = require('node:assert');
let depth = 0;
function dive() {
  depth++;
  dive();
}
assert.throws(dive, RangeError);
assert.ok(depth > 30000, `${depth}`);
