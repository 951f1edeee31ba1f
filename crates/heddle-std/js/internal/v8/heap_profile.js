// Heap profiles of this thread and of workers: where objects are made. https://nodejs.org/api/v8.html#v8startheapprofileoptions
'use strict';

const { SymbolDispose } = primordials;
const { validateBoolean, validateInt32, validateInteger, validateObject } = require('internal/validators');
const { handleClass } = require('internal/v8/cpu_profile');

/** Checks the options of a profile: `[interval, stackDepth, forceGC, whether what was collected counts]`. */
function profileOptions(options = {}) {
  validateObject(options, 'options');
  const {
    sampleInterval = 512 * 1024, stackDepth = 16, forceGC = false, includeObjectsCollectedByMajorGC = false,
    includeObjectsCollectedByMinorGC = false,
  } = options;
  validateInteger(sampleInterval, 'options.sampleInterval', 1);
  validateInt32(stackDepth, 'options.stackDepth', 0);
  validateBoolean(forceGC, 'options.forceGC');
  validateBoolean(includeObjectsCollectedByMajorGC, 'options.includeObjectsCollectedByMajorGC');
  validateBoolean(includeObjectsCollectedByMinorGC, 'options.includeObjectsCollectedByMinorGC');
  return [sampleInterval, stackDepth, forceGC, includeObjectsCollectedByMajorGC || includeObjectsCollectedByMinorGC];
}

class SyncHeapProfileHandle {
  #stopped = false;

  stop() {
    if (this.#stopped) return undefined;
    this.#stopped = true;
    return ops.op_profile_heap_stop();
  }

  [SymbolDispose]() {
    this.stop();
  }
}

/** `v8.startHeapProfile()`. */
function startHeapProfile(options) {
  const { 0: interval, 1: depth, 2: collects, 3: keeps } = profileOptions(options);
  ops.op_profile_heap_start(interval, depth, collects, keeps);
  return new SyncHeapProfileHandle();
}

const HeapProfileHandle = handleClass('HeapProfileHandle');

module.exports = { HeapProfileHandle, profileOptions, startHeapProfile };
