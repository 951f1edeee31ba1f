'use strict';
// What is known of the process without making the `process` object: the object itself once it exists, the exit code.
// Code that only must tell listeners something (exit, warnings, rejections) asks here first: no object, no listeners.

const state = {
  __proto__: null,
  /** The `process` object, once user code or the runtime needed it. */
  process: undefined,
  /** process.exitCode as set: undefined or an integer. */
  exitCode: undefined,
  exiting: false,
  /** process._eval of a worker: its source text. */
  evalSource: undefined,
  /** process.mainModule: the CommonJS module that was started. */
  mainModule: undefined,
  /** Whether source maps are on: the module that has them is not loaded otherwise. */
  sourceMapsEnabled: false,
  /** How this isolate was started, once asked for. */
  start: undefined,
};

// argv, execArgv, execPath, argv0, isMainThread, threadName: fixed when the isolate starts.
function start() {
  return state.start ??= ops.op_process_start();
}

function setExitCode(code) {
  let value;
  if (code !== null && code !== undefined) {
    value = code;
    if (typeof code === 'string' && code !== '') {
      const number = +code;
      if (primordials.NumberIsInteger(number)) value = number;
    }
    require('internal/validators').validateInteger(value, 'code');
  }
  state.exitCode = value;
}

/** The code to leave with, as an integer. */
function numericExitCode() {
  return state.exitCode ?? 0;
}

module.exports = { state, start, setExitCode, numericExitCode };
