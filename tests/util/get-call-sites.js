'use strict';
// util.getCallSites names the callers.
const assert = require('node:assert');
const util = require('node:util');

function inner() {
  return util.getCallSites(2);
}
function outer() {
  return inner();
}
const sites = outer();
assert.strictEqual(sites.length, 2);
assert.deepStrictEqual(sites.map((site) => site.functionName), ['inner', 'outer']);
assert.strictEqual(sites[0].scriptName, __filename);
assert.strictEqual(sites[0].lineNumber, 7);
assert.strictEqual(sites[0].column, sites[0].columnNumber);
assert.throws(() => util.getCallSites(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => util.getCallSites('x'), { code: 'ERR_INVALID_ARG_TYPE' });
