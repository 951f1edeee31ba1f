// heddle-only
'use strict';
const assert = require('node:assert');
assert.throws(() => require('./fixtures/addon.node'), { code: 'ERR_DLOPEN_DISABLED' });
