'use strict';
// heddle-only
// SubtleCrypto is not there, and says so.
const assert = require('node:assert');
assert.throws(() => crypto.subtle, { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', message: /crypto\.subtle/ });
