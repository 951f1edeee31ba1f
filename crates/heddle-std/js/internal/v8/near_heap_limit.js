// Files that show what fills a heap which comes near its limit.
// https://nodejs.org/api/v8.html#v8setheapsnapshotnearheaplimitlimit
'use strict';

const { getOptionValue } = require('internal/options');
const { validateUint32 } = require('internal/validators');

let snapshots = false;
let profiles = false;

/** `v8.setHeapSnapshotNearHeapLimit()`: the first call counts, unless the command line asked for it. */
function setHeapSnapshotNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  if (snapshots || getOptionValue('--heapsnapshot-near-heap-limit') > 0) return;
  snapshots = true;
  ops.op_heap_near_limit(limit, 0);
}

/** `v8.setHeapProfileNearHeapLimit()`: of the heap profile that runs at that time. */
function setHeapProfileNearHeapLimit(limit) {
  validateUint32(limit, 'limit', true);
  if (profiles) return;
  profiles = true;
  ops.op_heap_near_limit(0, limit);
}

module.exports = { setHeapProfileNearHeapLimit, setHeapSnapshotNearHeapLimit };
