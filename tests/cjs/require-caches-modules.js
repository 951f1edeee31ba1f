'use strict';
// A module runs once; require.cache decides what is known.
const assert = require('node:assert');
const first = require('./fixtures/counter.js');
assert.strictEqual(first.count, 1);
assert.strictEqual(require('./fixtures/counter'), first);
assert.strictEqual(require('./fixtures/../fixtures/counter.js'), first);
assert.strictEqual(require.cache[require.resolve('./fixtures/counter.js')].exports, first);
delete require.cache[require.resolve('./fixtures/counter.js')];
const second = require('./fixtures/counter.js');
assert.notStrictEqual(second, first);
assert.strictEqual(second.count, 1);
// An entry that a program puts there is taken as it is.
const fake = require.resolve('./fixtures/only.json');
require.cache[fake] = { exports: 'fake', loaded: true };
assert.strictEqual(require('./fixtures/only.json'), 'fake');
// Bare names of built-ins obey the cache, names with their scheme do not.
require.cache.path = { exports: 'not path', loaded: true };
assert.strictEqual(require('path'), 'not path');
assert.strictEqual(typeof require('node:path').join, 'function');
