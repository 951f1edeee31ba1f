'use strict';
// Leaving: process.exit, 'beforeExit' and 'exit'. The event loop's owner calls emitBeforeExit when nothing is left to
// do (and goes on if something was started), then emitExit, and leaves with the code that it returns.
// https://nodejs.org/api/process.html#event-beforeexit

const { numericExitCode, setExitCode, state } = require('internal/process/state');

function exitCodeForListeners() {
  return state.exitCode || 0;
}

function emitBeforeExit() {
  if (state.process !== undefined) state.process.emit('beforeExit', exitCodeForListeners());
}

/** Emits 'exit' once; returns the code to leave with. */
function emitExit() {
  if (!state.exiting) {
    state.exiting = true;
    if (state.process !== undefined) state.process.emit('exit', exitCodeForListeners());
  }
  return numericExitCode();
}

/** process.exit([code]) */
function exit(hasCode, code) {
  if (hasCode && code !== undefined) setExitCode(code);
  emitExit();
  // Looked up on the object: programs and test tools replace `process.reallyExit`.
  state.process.reallyExit(numericExitCode());
}

module.exports = { emitBeforeExit, emitExit, exit };
