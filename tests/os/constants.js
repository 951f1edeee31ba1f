'use strict';
const assert = require('node:assert');
const { constants } = require('node:os');
assert.strictEqual(constants.signals.SIGKILL, 9);
assert.strictEqual(constants.signals.SIGTERM, 15);
assert.strictEqual(constants.errno.ENOENT, 2);
assert.strictEqual(constants.errno.EADDRINUSE, 98);
assert.deepStrictEqual({ ...constants.priority }, {
  PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20,
});
assert.deepStrictEqual({ ...constants.dlopen }, { RTLD_LAZY: 1, RTLD_NOW: 2, RTLD_GLOBAL: 256, RTLD_LOCAL: 0, RTLD_DEEPBIND: 8 });
assert.strictEqual(constants.UV_UDP_REUSEADDR, 4);
assert.deepStrictEqual([Object.keys(constants.signals).length, Object.keys(constants.errno).length], [33, 79]);
assert(Object.isFrozen(constants.signals));
assert.strictEqual(Object.getPrototypeOf(constants.errno), null);
