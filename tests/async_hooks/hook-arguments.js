'use strict';
const assert = require('node:assert');
const { asyncWrapProviders, createHook } = require('node:async_hooks');
for (const name of ['init', 'before', 'after', 'destroy', 'promiseResolve']) {
  assert.throws(() => createHook({ [name]: 5 }), { code: 'ERR_ASYNC_CALLBACK', message: `hook.${name} must be a function` });
}
assert.throws(() => createHook({ trackPromises: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(asyncWrapProviders.NONE, 0);
assert.ok(Object.isFrozen(asyncWrapProviders));
