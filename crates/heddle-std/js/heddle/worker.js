// heddle:worker, what Heddle's workers have beyond node:worker_threads. docs/exits.md
'use strict';

const kBusy = 16;
const kNotSupported = 95;

const stop = require('internal/worker/stop');

/** Whether the parent has asked this worker to stop: true at once, also in a loop that lets no event through. */
function stopRequested() {
  return ops.op_worker_stop_asked();
}

/** Threads of terminated workers that a native function holds: `current`, those it holds now, `total`, all so far. */
function abandonedWorkers() {
  const counts = ops.op_worker_abandoned();
  return { current: counts[0], total: counts[1] };
}

/** Starts what process workers are forked from, so that the first of them starts as fast as others. docs/process-workers.md */
function prewarm() {
  ops.op_worker_prewarm();
}

/** Lets process workers that are sent this SharedArrayBuffer only read it: a store ends them. docs/process-workers.md */
function markAsReadOnly(buffer) {
  const { codes } = require('internal/errors');
  require('internal/worker/place').refuse('markAsReadOnly()');
  if (!require('internal/buffer/types').isSharedArrayBuffer(buffer)) {
    throw new codes.ERR_INVALID_ARG_TYPE('buffer', 'SharedArrayBuffer', buffer);
  }
  switch (ops.op_shared_set_read_only(buffer)) {
    case 0: return;
    case kBusy: throw new codes.ERR_INVALID_STATE('The SharedArrayBuffer was sent to another process before');
    case kNotSupported: throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'can grow, or is memory of WebAssembly');
    default: throw new codes.ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('markAsReadOnly()');
  }
}

module.exports = {
  abandonedWorkers,
  markAsReadOnly,
  prewarm,
  stopRequested,
  /** Aborted when the parent calls worker.stop(), or when a limit of the worker is nearly used up. */
  stopSignal: stop.signal(),
};
