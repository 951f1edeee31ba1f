// The warning of a worker that closes a descriptor which it did not open with fs.open().
// https://nodejs.org/api/worker_threads.html#new-workerfilename-options (trackUnmanagedFds)
'use strict';

function warn(fd) {
  require('internal/ticks').getProcess().emitWarning(`File descriptor ${fd} closed but not opened in unmanaged mode`);
}

module.exports = { warn };
