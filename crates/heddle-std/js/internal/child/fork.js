// fork: a process of its own for a module, with a channel to it.
// https://nodejs.org/api/child_process.html#child_processforkmodulepath-args-options
'use strict';

const {
  ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypeLastIndexOf, ArrayPrototypeSlice, ArrayPrototypeSplice,
} = primordials;
const {
  codes: { ERR_CHILD_PROCESS_IPC_REQUIRED, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateArray, validateObject } = require('internal/validators');
const { checkArguments, checkNullByte } = require('internal/child/options');
const { stdioList } = require('internal/child/stdio');

/** The arguments that the new runtime is started with. */
function runtimeArguments(options) {
  const process = require('node/process');
  const execArgv = options.execArgv || process.execArgv;
  // Not the program that was given by --eval: the child has one of its own.
  if (execArgv !== process.execArgv || process._eval == null) return execArgv;
  const index = ArrayPrototypeLastIndexOf(execArgv, process._eval);
  if (index <= 0) return execArgv;
  const rest = ArrayPrototypeSlice(execArgv);
  ArrayPrototypeSplice(rest, index - 1, 2);
  return rest;
}

function stdioOf({ stdio, silent }) {
  if (typeof stdio === 'string') return stdioList(stdio, 'ipc');
  if (!ArrayIsArray(stdio)) return stdioList(silent ? 'pipe' : 'inherit', 'ipc');
  if (!ArrayPrototypeIncludes(stdio, 'ipc')) throw new ERR_CHILD_PROCESS_IPC_REQUIRED('options.stdio');
  return stdio;
}

function fork(spawn, modulePath, args, options) {
  modulePath = require('internal/fs/validate').getValidatedPath(modulePath, 'modulePath');
  if (args == null) {
    args = [];
  } else if (typeof args === 'object' && !ArrayIsArray(args)) {
    options = args;
    args = [];
  } else {
    validateArray(args, 'args');
  }
  if (options != null) validateObject(options, 'options');
  options = { __proto__: null, ...options, shell: false };
  options.execPath ||= require('node/process').execPath;
  checkNullByte(options.execPath, 'options.execPath');
  const execArgv = runtimeArguments(options);
  checkArguments(execArgv, 'options.execArgv');
  options.stdio = stdioOf(options);
  return spawn(options.execPath, [...execArgv, modulePath, ...args], options);
}

module.exports = { fork };
