// A program that was started to count coverage hears that it cannot.
// heddle-only
// env: NODE_V8_COVERAGE=coverage
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

for (const name of ['takeCoverage', 'stopCoverage']) {
  assert.throws(() => v8[name](), { code: 'ERR_METHOD_NOT_IMPLEMENTED', message: `The v8.${name}() method is not implemented` });
}
