// The smaller functions of node:v8, and their checks.
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

// isStringOneByteRepresentation
assert.strictEqual(v8.isStringOneByteRepresentation('é'), true);
assert.strictEqual(v8.isStringOneByteRepresentation(''), true);
assert.strictEqual(v8.isStringOneByteRepresentation('日'), false);
for (const value of [undefined, null, 4, {}, [], () => {}, Symbol('x'), 1n, true]) {
  assert.throws(() => v8.isStringOneByteRepresentation(value), {
    code: 'ERR_INVALID_ARG_TYPE', message: /^The "content" argument must be of type string\. Received/,
  });
}

// startupSnapshot
const { startupSnapshot } = v8;
assert.strictEqual(startupSnapshot.isBuildingSnapshot(), 0);
for (const name of ['addDeserializeCallback', 'addSerializeCallback', 'setDeserializeMainFunction']) {
  assert.throws(() => startupSnapshot[name](() => {}), {
    code: 'ERR_NOT_BUILDING_SNAPSHOT', message: 'Operation cannot be invoked when not building startup snapshot',
  });
}

// Coverage was not asked for.
assert.strictEqual(v8.takeCoverage(), undefined);
assert.strictEqual(v8.stopCoverage(), undefined);

// cachedDataVersionTag
const tag = v8.cachedDataVersionTag();
assert(Number.isInteger(tag) && tag >= 0 && tag <= 0xffffffff);
assert.strictEqual(v8.cachedDataVersionTag(), tag);
v8.setFlagsFromString('--stack-trace-limit=12');
assert.notStrictEqual(v8.cachedDataVersionTag(), tag);

// getCppHeapStatistics
for (const type of ['brief', 'detailed', undefined]) {
  const statistics = v8.getCppHeapStatistics(type);
  assert.strictEqual(statistics.detail_level, type ?? 'detailed');
  for (const name of ['committed_size_bytes', 'resident_size_bytes', 'used_size_bytes']) {
    assert(Number.isInteger(statistics[name]));
  }
  assert(Array.isArray(statistics.space_statistics) && Array.isArray(statistics.type_names));
}
assert.throws(() => v8.getCppHeapStatistics('x'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'type' must be one of: 'brief', 'detailed'. Received 'x'",
});

// setHeapSnapshotNearHeapLimit, setHeapProfileNearHeapLimit
for (const name of ['setHeapSnapshotNearHeapLimit', 'setHeapProfileNearHeapLimit']) {
  for (const limit of [0, -1, 1.5]) assert.throws(() => v8[name](limit), { code: 'ERR_OUT_OF_RANGE' });
  for (const limit of ['1', undefined, {}]) assert.throws(() => v8[name](limit), { code: 'ERR_INVALID_ARG_TYPE' });
}

// setFlagsFromString
assert.throws(() => v8.setFlagsFromString(5), {
  code: 'ERR_INVALID_ARG_TYPE', message: 'The "flags" argument must be of type string. Received type number (5)',
});
v8.setFlagsFromString('');
