'use strict';
const assert = require('node:assert');
const { pathToFileURL } = require('node:url');
const found = require('./fixtures/ambiguous.js');
assert.strictEqual(found.kind, 'detected');
assert.strictEqual(found.url, pathToFileURL(`${__dirname}/fixtures/ambiguous.js`).href);
