'use strict';
const assert = require('node:assert');
const { createRequire } = require('node:module');
const { pathToFileURL } = require('node:url');
for (const from of [`${__dirname}/fixtures/x.js`, `${__dirname}/fixtures/`, pathToFileURL(`${__dirname}/fixtures/x.js`),
  pathToFileURL(`${__dirname}/fixtures/`).href]) {
  const load = createRequire(from);
  assert.strictEqual(load('./both'), 'file.js');
  assert.strictEqual(load('plain'), 'plain');
}
for (const value of [3, 'x', undefined, {}, 'http://x/y']) {
  assert.throws(() => createRequire(value), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE',
    message: /^The argument 'filename' must be a file URL object, file URL string, or absolute path string\. Received / });
}
