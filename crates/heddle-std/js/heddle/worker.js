// heddle:worker, what Heddle's workers have beyond node:worker_threads. docs/exits.md
'use strict';

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

module.exports = {
  abandonedWorkers,
  prewarm,
  stopRequested,
  /** Aborted when the parent calls worker.stop(), or when a limit of the worker is nearly used up. */
  stopSignal: stop.signal(),
};
