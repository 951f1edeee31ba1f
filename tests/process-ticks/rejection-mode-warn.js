// flags: --unhandled-rejections=warn
'use strict';
const assert = require('node:assert');
const names = [];
process.on('warning', (warning) => names.push(warning.name));
const promise = Promise.reject(new Error('x'));
setImmediate(() => promise.catch(() => {}));
process.on('exit', () => assert.deepStrictEqual(names,
  ['UnhandledPromiseRejectionWarning', 'UnhandledPromiseRejectionWarning', 'PromiseRejectionHandledWarning']));
