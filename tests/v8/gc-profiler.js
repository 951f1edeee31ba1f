// GCProfiler notes each collection between start() and stop(), with the heap before and after it.
// flags: --expose-gc
'use strict';
const assert = require('node:assert');
const { GCProfiler } = require('node:v8');

const profiler = new GCProfiler();
assert.strictEqual(profiler.stop(), undefined);
profiler.start();
profiler.start();
let kept = [];
for (let i = 0; i < 1e6; i++) kept.push({ i });
kept = undefined;
gc();
const profile = profiler.stop();
assert.deepStrictEqual(Object.keys(profile), ['version', 'startTime', 'statistics', 'endTime']);
assert.strictEqual(profile.version, 1);
assert(profile.endTime >= profile.startTime && profile.startTime > 1e12);
const types = new Set(profile.statistics.map(({ gcType }) => gcType));
assert(types.has('Scavenge') && types.has('MarkSweepCompact'), [...types].join());
for (const { gcType, beforeGC, cost, afterGC } of profile.statistics) {
  assert(['Scavenge', 'MinorMarkCompact', 'MarkSweepCompact', 'IncrementalMarking', 'ProcessWeakCallbacks'].includes(gcType));
  assert(cost >= 0 && cost < 60e6);
  for (const { heapStatistics, heapSpaceStatistics } of [beforeGC, afterGC]) {
    assert.deepStrictEqual(Object.keys(heapStatistics), [
      'totalHeapSize', 'totalHeapSizeExecutable', 'totalPhysicalSize', 'totalAvailableSize', 'totalGlobalHandlesSize',
      'usedGlobalHandlesSize', 'usedHeapSize', 'heapSizeLimit', 'mallocedMemory', 'externalMemory', 'peakMallocedMemory',
    ]);
    assert(heapStatistics.usedHeapSize > 0 && heapStatistics.usedHeapSize <= heapStatistics.totalHeapSize);
    for (const space of heapSpaceStatistics) {
      assert.deepStrictEqual(Object.keys(space),
                             ['spaceName', 'spaceSize', 'spaceUsedSize', 'spaceAvailableSize', 'physicalSpaceSize']);
    }
  }
}
// The last collection found a million dead objects.
const major = profile.statistics.filter(({ gcType }) => gcType === 'MarkSweepCompact').at(-1);
assert(major.beforeGC.heapStatistics.usedHeapSize - major.afterGC.heapStatistics.usedHeapSize > 8e6);

// It is over.
gc();
assert.strictEqual(profiler.stop(), undefined);

// Two at once, each with its own span.
const first = new GCProfiler();
const second = new GCProfiler();
first.start();
gc();
second.start();
gc();
const majors = ({ statistics }) => statistics.filter(({ gcType }) => gcType === 'MarkSweepCompact').length;
const before = majors(second.stop());
gc();
const all = majors(first.stop());
assert(before >= 1 && all >= before + 2, `${before} ${all}`);

{
  using profiler = new GCProfiler();
  profiler.start();
}
assert.throws(() => profiler.start.call({}), TypeError);
