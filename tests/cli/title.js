// flags: --title=of-the-test
'use strict';
const assert = require('node:assert');
assert.strictEqual(process.title, 'of-the-test');
assert.ok(require('node:fs').readFileSync('/proc/self/cmdline', 'latin1').startsWith('of-the-test'));
