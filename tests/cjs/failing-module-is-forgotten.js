'use strict';
const assert = require('node:assert');
assert.throws(() => require('./fixtures/throws-once.js'), { message: 'first attempt' });
assert.strictEqual(require.cache[require.resolve('./fixtures/throws-once.js')], undefined);
assert.ok(!module.children.some((child) => child.filename.endsWith('throws-once.js')));
assert.strictEqual(require('./fixtures/throws-once.js').attempts, 2);
