'use strict';
const assert = require('node:assert');
const warnings = [];
process.on('warning', ({ name, message }) => warnings.push(`${name}: ${message}`));
for (const [delay, expected] of [[undefined, 1], [null, 1], [0, 1], [-1, 1], [1.7, 1.7], ['20', 20], [NaN, 1], [2 ** 31, 1],
  [2 ** 31 - 1, 2 ** 31 - 1], ['abc', 1], [true, 1]]) {
  const timer = setTimeout(() => assert.fail(), delay);
  assert.strictEqual(timer._idleTimeout, expected);
  clearTimeout(timer);
}
setImmediate(() => assert.deepStrictEqual(warnings, [
  'TimeoutNegativeWarning: -1 is a negative number.\nTimeout duration was set to 1.',
  'TimeoutNaNWarning: NaN is not a number.\nTimeout duration was set to 1.',
  'TimeoutOverflowWarning: 2147483648 does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.',
]));
