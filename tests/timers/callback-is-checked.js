'use strict';
const assert = require('node:assert');
for (const set of [setTimeout, setInterval, setImmediate]) {
  for (const bad of [undefined, null, 'code', 5, {}]) {
    assert.throws(() => set(bad), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
}
for (const clear of [clearTimeout, clearInterval, clearImmediate]) {
  for (const nothing of [undefined, null, 5, 'x', {}, [], true]) assert.strictEqual(clear(nothing), undefined);
}
