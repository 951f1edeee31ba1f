// What a parent can learn of a worker while that runs, whatever it does: the requests are served amid its JavaScript.
// https://nodejs.org/api/worker_threads.html#workergetheapsnapshotoptions
'use strict';

const { Promise, PromisePrototypeThen, PromiseReject } = primordials;

/** A promise of the answer to a request; `send(id, callback)` sends it to the worker of that id. */
function ask(id, send) {
  if (id === -1) {
    const { codes: { ERR_WORKER_NOT_RUNNING } } = require('internal/errors');
    return PromiseReject(new ERR_WORKER_NOT_RUNNING());
  }
  return new Promise((resolve, reject) => {
    send(id, (error, value) => {
      if (error !== null) reject(error);
      else resolve(value);
    });
  });
}

/** `worker.getHeapSnapshot()`. */
function heapSnapshot(id, options) {
  const { HeapSnapshotStream, snapshotOptions } = require('internal/v8/heap_snapshot');
  const { 0: internals, 1: numbers } = snapshotOptions(options);
  const handle = ask(id, (id, callback) => ops.op_heap_snapshot_worker(id, internals, numbers, callback));
  return PromisePrototypeThen(handle, (handle) => new HeapSnapshotStream(handle));
}

/** `worker.getHeapStatistics()`. */
function heapStatistics(id) {
  const numbers = ask(id, (id, callback) => ops.op_heap_statistics_worker(id, callback));
  return PromisePrototypeThen(numbers, require('internal/v8/heap_statistics').workerStatistics);
}

/** `worker.startCpuProfile()`; `id` gives the worker's thread id, -1 when it has ended. */
function startCpuProfile(id, options) {
  const { CPUProfileHandle, profileOptions } = require('internal/v8/cpu_profile');
  const { 0: interval, 1: most } = profileOptions(options);
  const started = ask(id(), (id, callback) => ops.op_profile_cpu_start_worker(id, interval, most, callback));
  return PromisePrototypeThen(started, (profile) => new CPUProfileHandle(
    () => ask(id(), (id, callback) => ops.op_profile_cpu_stop_worker(id, profile, callback))));
}

/** `worker.startHeapProfile()`. */
function startHeapProfile(id, options) {
  const { HeapProfileHandle, profileOptions } = require('internal/v8/heap_profile');
  const { 0: interval, 1: depth, 2: collects, 3: keeps } = profileOptions(options);
  const started = ask(id(), (id, callback) =>
    ops.op_profile_heap_start_worker(id, interval, depth, collects, keeps, callback));
  return PromisePrototypeThen(started, () => new HeapProfileHandle(
    () => ask(id(), (id, callback) => ops.op_profile_heap_stop_worker(id, callback))));
}

module.exports = { ask, heapSnapshot, heapStatistics, startCpuProfile, startHeapProfile };
