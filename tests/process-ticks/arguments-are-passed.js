'use strict';
const assert = require('node:assert');
let seen;
process.nextTick(function(...args) { seen = { args, self: this }; }, 1, 'two', null);
process.nextTick(() => {
  assert.deepStrictEqual(seen.args, [1, 'two', null]);
  assert.strictEqual(seen.self, undefined);
});
for (const bad of [undefined, null, 5, {}, 'x']) {
  assert.throws(() => process.nextTick(bad), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  assert.throws(() => queueMicrotask(bad), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
