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

module.exports = { ask, heapSnapshot };
