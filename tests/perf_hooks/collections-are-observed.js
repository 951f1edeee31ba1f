// flags: --expose-gc
// no-gc-stress: telling of a collection would cause the next
// Collections of garbage are entries of type 'gc', with kind and flags, told in a task of their own; only while observed.
'use strict';
const assert = require('node:assert');
const { PerformanceObserver, constants, performance } = require('node:perf_hooks');

assert.ok(PerformanceObserver.supportedEntryTypes.includes('gc'));
const entries = [];
let inTask = false;
const observer = new PerformanceObserver((list) => {
  assert.strictEqual(inTask, false);
  entries.push(...list.getEntries());
});
gc();
const begin = performance.now();
observer.observe({ entryTypes: ['gc'] });
inTask = true;
gc();
gc({ type: 'minor' });
inTask = false;
const end = performance.now();

// Nothing keeps the process alive for entries that were not told yet.
const alive = setInterval(() => {}, 1000);
setImmediate(function wait() {
  const forced = entries.filter((entry) => entry.detail.flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED);
  if (forced.length < 2) return setImmediate(wait);
  const [full, minor] = forced;
  assert.strictEqual(full.detail.kind, constants.NODE_PERFORMANCE_GC_MAJOR);
  assert.strictEqual(minor.detail.kind, constants.NODE_PERFORMANCE_GC_MINOR);
  for (const entry of [full, minor]) {
    assert.strictEqual(entry.name, 'gc');
    assert.strictEqual(entry.entryType, 'gc');
    assert.ok(entry.startTime >= begin && entry.startTime <= end);
    assert.ok(entry.duration > 0 && entry.startTime + entry.duration <= end + 1);
    assert.strictEqual(entry.constructor.name, 'PerformanceNodeEntry');
  }
  assert.ok(full.startTime + full.duration <= minor.startTime);
  assert.deepStrictEqual(performance.getEntriesByType('gc'), []);

  // Those of ordinary work are told as well.
  const before = entries.length;
  let kept;
  for (let i = 0; i < 2e6; i++) kept = { i, kept: null };
  assert.ok(kept);
  setImmediate(function more() {
    const later = entries.slice(before);
    if (later.length === 0) return setImmediate(more);
    assert.ok(later.every((entry) => [1, 2, 4, 8].includes(entry.detail.kind)));
    observer.disconnect();
    const seen = entries.length;
    gc();
    setImmediate(() => setImmediate(() => {
      assert.strictEqual(entries.length, seen);
      clearInterval(alive);
    }));
  });
});
