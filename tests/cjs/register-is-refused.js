// heddle-only
// module.register() is refused with a code and names what to use instead.
'use strict';
const assert = require('node:assert');
const { register, registerHooks } = require('node:module');
assert.strictEqual(register.length, 1);
assert.throws(() => register('data:text/javascript,'), { code: 'ERR_METHOD_NOT_IMPLEMENTED', message: /registerHooks/ });
assert.strictEqual(typeof registerHooks, 'function');
