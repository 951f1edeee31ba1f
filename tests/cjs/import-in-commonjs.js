'use strict';
const assert = require('node:assert');
(async () => {
  const { default: data } = await import('./fixtures/data.json', { with: { type: 'json' } });
  assert.strictEqual(data.name, 'data');
  const fs = await import('node:fs');
  assert.strictEqual(fs.default, require('node:fs'));
  const counter = await import('./fixtures/counter.js');
  assert.strictEqual(counter.default, require('./fixtures/counter.js'));
  await assert.rejects(import('./nowhere.js'), { code: 'ERR_MODULE_NOT_FOUND',
    message: `Cannot find module '${__dirname}/nowhere.js' imported from ${__filename}` });
  process.exitCode = 0;
})();
process.exitCode = 1;
