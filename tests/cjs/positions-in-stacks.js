'use strict';
const assert = require('node:assert');
const [, frame] = require('./fixtures/stack.js').where.split('\n');
assert.ok(frame.endsWith(`${__dirname}/fixtures/stack.js:1:17)`), frame);
