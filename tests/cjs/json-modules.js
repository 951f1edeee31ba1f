'use strict';
const assert = require('node:assert');
const data = require('./fixtures/data.json');
assert.deepStrictEqual(data, { name: 'data', list: [1, 2, 3] });
assert.strictEqual(require('./fixtures/data'), data);
