// heddle:process, what Heddle's child processes have beyond node:child_process. docs/exits.md
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

/**
 * Why a program ended: 'exit', 'signal', 'timeout', 'abort', 'max-buffer', 'out-of-memory', 'not-started' or 'unknown';
 * undefined while it runs. Of a ChildProcess, a result of spawnSync, or an error of execSync or execFileSync.
 */
function exitReason(child) {
  if (child === null || typeof child !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('child', ['ChildProcess', 'Object'], child);
  }
  return require('internal/child/exit_reason').exitReason(child);
}

module.exports = { exitReason };
