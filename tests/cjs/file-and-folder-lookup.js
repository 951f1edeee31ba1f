'use strict';
const assert = require('node:assert');
assert.strictEqual(require('./fixtures/both'), 'file.js');
assert.strictEqual(require('./fixtures/only'), 'only.json');
assert.strictEqual(require('./fixtures/folder'), 'folder/index.js');
assert.strictEqual(require('./fixtures/folder/'), 'folder/index.js');
assert.strictEqual(require('./fixtures/folder/.'), 'folder/index.js');
assert.strictEqual(require('./fixtures/with-main'), 'lib/entry.js');
assert.strictEqual(require('./fixtures/main-is-folder'), 'lib/index.js');
assert.strictEqual(require(`${__dirname}/fixtures/folder/index.js`), 'folder/index.js');
// The real path counts: a link leads to the same module.
assert.strictEqual(require.resolve('./fixtures/link-to-folder'), require.resolve('./fixtures/folder'));
assert.throws(() => require('./fixtures/both.js/'), { code: 'MODULE_NOT_FOUND' });
const file = `${__dirname}/fixtures/main-is-gone/gone.js`;
assert.throws(() => require('./fixtures/main-is-gone'), {
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module '${file}'. Please verify that the package.json has a valid "main" entry`,
  path: `${__dirname}/fixtures/main-is-gone/package.json`,
  requestPath: './fixtures/main-is-gone',
});
assert.strictEqual(require('./fixtures/main-and-index'), 'index.js');
process.on('warning', (warning) => {
  assert.strictEqual(warning.code, 'DEP0128');
  assert.match(warning.message, /^Invalid 'main' field in '.*main-and-index\/package\.json' of 'gone\.js'\. Please either fix/);
  process.exitCode = 0;
});
process.exitCode = 1;
