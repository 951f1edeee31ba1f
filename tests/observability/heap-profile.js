'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');
const { parseHeapProfile } = require('./fixtures/profile.js');

const kept = [];
function leak() { for (let i = 0; i < 20_000; i++) kept.push({ index: i, list: [i] }); }
function waste() { let last; for (let i = 0; i < 20_000; i++) last = { index: i, list: [i] }; return last; }

const handle = v8.startHeapProfile({ sampleInterval: 1024, forceGC: true });
assert.strictEqual(handle.constructor.name, 'SyncHeapProfileHandle');
assert.throws(() => v8.startHeapProfile(), { code: 'ERR_HEAP_PROFILE_HAVE_BEEN_STARTED' });
leak();
waste();
const live = parseHeapProfile(handle.stop());
assert.strictEqual(handle.stop(), undefined);
assert(live.size('leak') > 500_000, String(live.size('leak')));
assert(live.size('waste') < live.size('leak') / 10, `${live.size('waste')} of what is gone`);
const [node] = live.nodes.filter(({ callFrame }) => callFrame.functionName === 'leak');
assert.deepStrictEqual([node.callFrame.url, node.callFrame.lineNumber, node.callFrame.columnNumber], [__filename, 6, 13]);

const all = v8.startHeapProfile({
  sampleInterval: 1024, forceGC: true, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true,
});
waste();
assert(parseHeapProfile(all.stop()).size('waste') > 500_000);

const shallow = v8.startHeapProfile({ sampleInterval: 1024, stackDepth: 1 });
leak();
assert(parseHeapProfile(shallow.stop()).head.children.some(({ callFrame }) => callFrame.functionName === 'leak'));

for (const options of [5, { sampleInterval: 1.5 }, { stackDepth: -1 }, { forceGC: 1 }, { includeObjectsCollectedByMajorGC: 'x' }]) {
  assert.throws(() => v8.startHeapProfile(options), { code: /ERR_INVALID_ARG_TYPE|ERR_OUT_OF_RANGE/ });
}
