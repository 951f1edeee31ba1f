// flags: --stack-trace-limit=2
'use strict';
const assert = require('node:assert');
assert.strictEqual(Error.stackTraceLimit, 2);
assert.strictEqual(new Error('x').stack.split('\n').length, 3);
