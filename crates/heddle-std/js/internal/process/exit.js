'use strict';
// process.exit. Leaving because nothing is left to do is in internal/main.
// https://nodejs.org/api/process.html#processexitcode

const { numericExitCode, setExitCode, state } = require('internal/process/state');

/** process.exit([code]) */
function exit(hasCode, code) {
  if (hasCode && code !== undefined) setExitCode(code);
  if (!state.exiting) {
    state.exiting = true;
    require.made('internal/worker/stdio')?.flush();
    state.process.emit('exit', state.exitCode || 0);
  }
  // Looked up on the object: programs and test tools replace `process.reallyExit`.
  state.process.reallyExit(numericExitCode());
}

module.exports = { exit };
