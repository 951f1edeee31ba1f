// Figures of the heap, in V8's words. What they mean here: docs/observability.md.
// https://nodejs.org/api/v8.html#v8getheapstatistics
'use strict';

const { ArrayPrototypePush, DateNow, SymbolDispose } = primordials;
const { validateOneOf } = require('internal/validators');

/** Makes an object of the 14 numbers of an op. */
function named(numbers, zaps, result) {
  const {
    0: total, 1: executable, 2: physical, 3: available, 4: used, 5: limit, 6: malloced, 7: peak, 8: contexts, 9: detached,
    10: handles, 11: usedHandles, 12: external, 13: allocated,
  } = numbers;
  result.total_heap_size = total;
  result.total_heap_size_executable = executable;
  result.total_physical_size = physical;
  result.total_available_size = available;
  result.used_heap_size = used;
  result.heap_size_limit = limit;
  result.malloced_memory = malloced;
  result.peak_malloced_memory = peak;
  result.does_zap_garbage = zaps;
  result.number_of_native_contexts = contexts;
  result.number_of_detached_contexts = detached;
  result.total_global_handles_size = handles;
  result.used_global_handles_size = usedHandles;
  result.external_memory = external;
  result.total_allocated_bytes = allocated;
  return result;
}

/** `v8.getHeapStatistics()`. */
function getHeapStatistics() {
  return named(ops.op_heap_statistics(), 0, {});
}

/** What `worker.getHeapStatistics()` resolves to, of the numbers that came from the worker. */
function workerStatistics(numbers) {
  return named(numbers, false, { __proto__: null });
}

// [name, size, used], under the names of V8's spaces that hold the same.
function spacesOf(numbers) {
  const { 0: youngSize, 1: youngUsed, 2: oldSize, 3: oldUsed, 4: owned, 5: code } = numbers;
  return [
    ['new_space', youngSize, youngUsed],
    ['old_space', oldSize, oldUsed],
    ['code_space', code, code],
    ['large_object_space', owned, owned],
  ];
}

/** `v8.getHeapSpaceStatistics()`. */
function getHeapSpaceStatistics() {
  const spaces = spacesOf(ops.op_heap_spaces());
  const result = [];
  for (let i = 0; i < spaces.length; i++) {
    const { 0: name, 1: size, 2: used } = spaces[i];
    ArrayPrototypePush(result, {
      space_name: name,
      space_size: size,
      space_used_size: used,
      space_available_size: size - used,
      physical_space_size: size,
    });
  }
  return result;
}

/** `v8.getHeapCodeStatistics()`. */
function getHeapCodeStatistics() {
  const { 0: code, 1: bytecode, 2: sources } = ops.op_heap_code_statistics();
  return {
    code_and_metadata_size: code,
    bytecode_and_metadata_size: bytecode,
    external_script_source_size: sources,
    // What the profiler keeps is no part of the heap.
    cpu_profiler_metadata_size: 0,
  };
}

/** `v8.getCppHeapStatistics()`: no objects of the runtime itself are collected, so it is always empty. */
function getCppHeapStatistics(type = 'detailed') {
  validateOneOf(type, 'type', ['brief', 'detailed']);
  return {
    __proto__: null,
    committed_size_bytes: 0,
    resident_size_bytes: 0,
    used_size_bytes: 0,
    space_statistics: [],
    type_names: [],
    detail_level: type,
  };
}

// --- profiles of collections --------------------------------------------------------------------------------------

const gcTypes = { __proto__: null, 1: 'Scavenge', 4: 'MarkSweepCompact', 8: 'IncrementalMarking' };

function heapOf(numbers, limit) {
  const spaces = spacesOf(numbers);
  const heapSpaceStatistics = [];
  let total = 0;
  let used = 0;
  for (let i = 0; i < spaces.length; i++) {
    const { 0: spaceName, 1: spaceSize, 2: spaceUsedSize } = spaces[i];
    total += spaceSize;
    used += spaceUsedSize;
    ArrayPrototypePush(heapSpaceStatistics, {
      spaceName, spaceSize, spaceUsedSize, spaceAvailableSize: spaceSize - spaceUsedSize, physicalSpaceSize: spaceSize,
    });
  }
  const { 4: owned, 5: code } = numbers;
  return {
    heapStatistics: {
      totalHeapSize: total,
      totalHeapSizeExecutable: code,
      totalPhysicalSize: total,
      totalAvailableSize: limit > used ? limit - used : 0,
      totalGlobalHandlesSize: 0,
      usedGlobalHandlesSize: 0,
      usedHeapSize: used,
      heapSizeLimit: limit,
      mallocedMemory: owned,
      // Amid a collection buffers cannot be told from what else objects own.
      externalMemory: 0,
      peakMallocedMemory: owned,
    },
    heapSpaceStatistics,
  };
}

function slice(numbers, start) {
  const part = [];
  for (let i = start; i < start + 6; i++) ArrayPrototypePush(part, numbers[i]);
  return part;
}

// Profiles that run; they share the record of this thread.
let running = 0;
let samples = [];
let limit = 0;

function record() {
  const taken = ops.op_gc_profile_stop();
  limit = taken[0];
  for (let i = 0; i < taken[1].length; i++) ArrayPrototypePush(samples, taken[1][i]);
  if (running > 0) ops.op_gc_profile_start();
}

/** https://nodejs.org/api/v8.html#class-v8gcprofiler */
class GCProfiler {
  #start;
  #first;

  start() {
    if (this.#start !== undefined) return;
    if (running === 0) ops.op_gc_profile_start();
    else record();
    this.#first = samples.length;
    this.#start = DateNow();
    running++;
  }

  stop() {
    if (this.#start === undefined) return undefined;
    running--;
    record();
    const statistics = [];
    for (let i = this.#first; i < samples.length; i++) {
      const sample = samples[i];
      ArrayPrototypePush(statistics, {
        gcType: gcTypes[sample[0]],
        beforeGC: heapOf(slice(sample, 2), limit),
        cost: sample[1],
        afterGC: heapOf(slice(sample, 8), limit),
      });
    }
    if (running === 0) samples = [];
    const startTime = this.#start;
    this.#start = undefined;
    return { version: 1, startTime, statistics, endTime: DateNow() };
  }

  [SymbolDispose]() {
    this.stop();
  }
}

module.exports = {
  GCProfiler, getCppHeapStatistics, getHeapCodeStatistics, getHeapSpaceStatistics, getHeapStatistics, workerStatistics,
};
