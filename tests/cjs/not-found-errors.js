'use strict';
const assert = require('node:assert');
const { createRequire } = require('node:module');
assert.throws(() => require('./nowhere'), {
  name: 'Error',
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module './nowhere'\nRequire stack:\n- ${__filename}`,
  requireStack: [__filename],
});
assert.throws(() => require('no-such-package/x'), {
  code: 'MODULE_NOT_FOUND',
  message: `Cannot find module 'no-such-package/x'\nRequire stack:\n- ${__filename}`,
});
// The stack goes up through the modules that required each other.
const child = require('./fixtures/own-package/main.js').require;
assert.throws(() => child('./nowhere'), {
  requireStack: [`${__dirname}/fixtures/own-package/main.js`, __filename],
});
assert.throws(() => createRequire('/nowhere/x.js')('./y'), { requireStack: ['/nowhere/x.js'] });
assert.throws(() => require(''), {
  name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'id' must be a non-empty string. Received ''",
});
for (const value of [undefined, null, 3, {}, Symbol('x')]) {
  assert.throws(() => require(value), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => require('node:no-such-module'), {
  code: 'ERR_UNKNOWN_BUILTIN_MODULE', message: 'No such built-in module: node:no-such-module',
});
assert.throws(() => require('test'), { code: 'MODULE_NOT_FOUND' });
