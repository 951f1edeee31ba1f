// flags: --expose-gc
// env: JS_GC_ZEAL=14,20000
// The global function gc: kinds of collection, and the one that happens later.
'use strict';
const assert = require('node:assert');

assert.strictEqual(gc.name, 'gc');
assert.strictEqual(gc.length, 0);
const descriptor = Object.getOwnPropertyDescriptor(globalThis, 'gc');
assert.deepStrictEqual(descriptor, { value: gc, writable: true, enumerable: true, configurable: false });

assert.strictEqual(gc(), undefined);
assert.strictEqual(gc(true), undefined);
assert.strictEqual(gc({}), undefined);
assert.strictEqual(gc({ type: 'minor' }), undefined);
assert.strictEqual(gc({ type: 'major', execution: 'sync' }), undefined);
assert.strictEqual(gc({ flavor: 'last-resort' }), undefined);
assert.throws(() => gc({ get type() { throw new RangeError('from a getter'); } }), /^RangeError: from a getter$/);

// One call collects everything that cannot be reached, also in rings and also while a collection is under way.
const references = [];
(function make() {
  const ring = { name: 'ring' };
  ring.self = ring;
  references.push(new WeakRef(ring));
  const map = new WeakMap();
  const key = {};
  map.set(key, { key, map });
  references.push(new WeakRef(key));
})();
let garbage = [];
for (let i = 0; i < 300000; i++) garbage.push({ i, text: `number ${i}` });
garbage = null;

setImmediate(async () => {
  const later = gc({ execution: 'async' });
  assert.ok(later instanceof Promise);
  assert.strictEqual(await later, undefined);
  for (const reference of references) assert.strictEqual(reference.deref(), undefined);
});
