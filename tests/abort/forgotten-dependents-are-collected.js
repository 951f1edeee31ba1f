// flags: --expose-gc
'use strict';
const assert = require('node:assert');
const controller = new AbortController();
const refs = [];
for (let i = 0; i < 100; i++) {
  refs.push(new WeakRef(AbortSignal.any([controller.signal])));
  refs.push(new WeakRef(AbortSignal.timeout(2 ** 30)));
}
let rounds = 0;
setImmediate(function check() {
  gc();
  const alive = refs.filter((ref) => ref.deref() !== undefined).length;
  if (alive > 20 && ++rounds < 20) setImmediate(check);
  else assert.ok(alive <= 20, `${alive} are alive`);
});
