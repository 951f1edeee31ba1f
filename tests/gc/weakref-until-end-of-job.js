// flags: --expose-gc
// The target of a WeakRef stays until the job that made or read the reference, and its microtasks, are over.
'use strict';
const assert = require('node:assert');

let reference;
(function make() {
  reference = new WeakRef({ name: 'target' });
})();
gc();
assert.ok(reference.deref(), 'in the job that made it');
let steps = 0;
Promise.resolve().then(() => {
  gc();
  assert.ok(reference.deref(), 'in a microtask of that job');
  steps++;
});
process.nextTick(() => {
  gc();
  assert.ok(reference.deref(), 'in a tick of that job');
  steps++;
});
setImmediate(() => {
  steps++;
  // Not read before it is collected: nothing keeps the target any more.
  gc();
  assert.strictEqual(reference.deref(), undefined);
  assert.strictEqual(steps, 3);
});
