'use strict';
const assert = require('node:assert');
const file = `${__dirname}/fixtures/esm-syntax.cjs`;
process.on('warning', (warning) => {
  assert.strictEqual(warning.message, `Failed to load the ES module: ${file}. Make sure to set "type": "module" in the ` +
    'nearest package.json file or use the .mjs extension.');
  process.exitCode = 0;
});
process.exitCode = 1;
assert.throws(() => require(file), SyntaxError);
