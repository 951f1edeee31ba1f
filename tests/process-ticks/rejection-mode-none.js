// flags: --unhandled-rejections=none
'use strict';
const assert = require('node:assert');
process.on('warning', () => assert.fail('no warnings'));
let seen = 0;
process.on('unhandledRejection', () => seen++);
Promise.reject(new Error('x'));
process.on('exit', () => assert.strictEqual(seen, 1));
