// What a worker in a process of its own cannot do (yet). docs/process-workers.md
'use strict';

/** Throws in a process worker: `what` reaches only the isolates of one process. */
function refuse(what) {
  if (!ops.op_worker_is_process()) return;
  const { codes: { ERR_PROCESS_WORKER_UNSUPPORTED } } = require('internal/errors');
  throw new ERR_PROCESS_WORKER_UNSUPPORTED(what);
}

module.exports = { refuse };
