'use strict';
const assert = require('node:assert');
const path = require('node:path');
const seen = require('./fixtures/wrapper.js');
assert.strictEqual(seen.filename, path.join(__dirname, 'fixtures/wrapper.js'));
assert.strictEqual(seen.dirname, path.join(__dirname, 'fixtures'));
assert.strictEqual(seen.args, 5);
assert.strictEqual(seen.self, true);
assert.strictEqual(require('./fixtures/hashbang.js'), 'hashbang');
