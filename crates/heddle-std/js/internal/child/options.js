// What the functions of node:child_process make of their arguments: one object that says everything.
// https://nodejs.org/api/child_process.html#child_processspawncommand-args-options
'use strict';

const {
  ArrayIsArray, ArrayPrototypeJoin, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeUnshift,
  StringPrototypeIncludes,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateBoolean, validateInt32, validateInteger, validateNumber, validateObject, validateString,
} = require('internal/validators');
const { convertToValidSignal } = require('internal/util');

/** What a program may write before `exec` and the synchronous functions end it. */
const MAX_BUFFER = 1024 * 1024;

/** Strings go to the kernel as C strings. */
function checkNullByte(value, name) {
  if (typeof value === 'string' && StringPrototypeIncludes(value, '\u0000')) {
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
}

function checkArguments(args, name) {
  for (let i = 0; i < args.length; i++) checkNullByte(args[i], `${name}[${i}]`);
}

function validateTimeout(timeout) {
  if (timeout != null) validateInteger(timeout, 'timeout', 0);
}

function validateMaxBuffer(maxBuffer) {
  if (maxBuffer != null) validateNumber(maxBuffer, 'options.maxBuffer', 0);
}

/** The number of a `killSignal`; undefined if there is none. */
function signalNumber(killSignal) {
  if (typeof killSignal === 'string' || typeof killSignal === 'number') return convertToValidSignal(killSignal);
  if (killSignal != null) throw new ERR_INVALID_ARG_TYPE('options.killSignal', ['string', 'number'], killSignal);
  return undefined;
}

function validateOptional(value, name, validate) {
  if (value != null) validate(value, name);
}

/**
 * What a program gets of a list of arguments, of which each may be any value: text. `instead` stands for what has none;
 * without it that is an error of the caller's.
 */
function textsOf(values, instead) {
  const texts = [];
  for (let i = 0; i < values.length; i++) texts[i] = typeof values[i] === 'string' ? values[i] : textOf(values[i], instead);
  return texts;
}

function textOf(value, instead) {
  if (instead === undefined) return `${value}`;
  try {
    return `${value}`;
  } catch {
    return instead;
  }
}

// https://nodejs.org/api/deprecations.html#DEP0190
let warnedOfShellArguments = false;
function warnOfShellArguments() {
  if (warnedOfShellArguments) return;
  warnedOfShellArguments = true;
  require('node/process').emitWarning(
    'Passing args to a child process with shell option true can lead to security vulnerabilities, as the arguments ' +
    'are not escaped, only concatenated.', 'DeprecationWarning', 'DEP0190');
}

/** `NAME=value` for each variable, those of prototypes as well; undefined if it is the process's own environment. */
function makeEnvironment(env) {
  if (!env) {
    const { start } = require('internal/process/state');
    // The process's own goes from the native side, byte for byte, unless the program replaced `process.env`.
    const { process } = require('internal/process/state').state;
    if (start().env === undefined && (process === undefined || hasOwnEnv(process))) return undefined;
    env = require('node/process').env;
  }
  const pairs = [];
  for (const name in env) {
    const value = env[name];
    if (value === undefined) continue;
    checkNullByte(name, `options.env['${name}']`);
    checkNullByte(value, `options.env['${name}']`);
    ArrayPrototypePush(pairs, `${name}=${value}`);
  }
  return pairs;
}

function hasOwnEnv(process) {
  return require('internal/process/env').isReal(process.env);
}

/** The arguments of `spawn` and `spawnSync`, checked, as `{ file, args, envPairs, cwd, … }`. */
function normalizeSpawn(file, args, options) {
  validateString(file, 'file');
  checkNullByte(file, 'file');
  if (file.length === 0) throw new ERR_INVALID_ARG_VALUE('file', file, 'cannot be empty');
  if (ArrayIsArray(args)) args = ArrayPrototypeSlice(args);
  else if (args == null) args = [];
  else if (typeof args !== 'object') throw new ERR_INVALID_ARG_TYPE('args', 'object', args);
  else {
    options = args;
    args = [];
  }
  checkArguments(args, 'args');
  if (options === undefined) options = {};
  else validateObject(options, 'options');

  const { shell, argv0 } = options;
  let { cwd } = options;
  if (cwd != null) cwd = require('internal/fs/validate').getValidatedPath(cwd, 'options.cwd');
  validateOptional(options.detached, 'options.detached', validateBoolean);
  validateOptional(options.uid, 'options.uid', validateInt32);
  validateOptional(options.gid, 'options.gid', validateInt32);
  if (shell != null && typeof shell !== 'boolean' && typeof shell !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.shell', ['boolean', 'string'], shell);
  }
  if (argv0 != null) {
    validateString(argv0, 'options.argv0');
    checkNullByte(argv0, 'options.argv0');
  }
  // Of Windows, without effect elsewhere.
  validateOptional(options.windowsHide, 'options.windowsHide', validateBoolean);
  validateOptional(options.windowsVerbatimArguments, 'options.windowsVerbatimArguments', validateBoolean);

  if (shell) {
    checkNullByte(shell, 'options.shell');
    if (args.length > 0) warnOfShellArguments();
    const command = args.length > 0 ? `${file} ${ArrayPrototypeJoin(args, ' ')}` : file;
    file = typeof shell === 'string' ? shell : '/bin/sh';
    args = ['-c', command];
  }
  ArrayPrototypeUnshift(args, typeof argv0 === 'string' ? argv0 : file);
  return {
    __proto__: null,
    ...options,
    args,
    cwd,
    detached: Boolean(options.detached),
    envPairs: makeEnvironment(options.env),
    file,
    windowsHide: Boolean(options.windowsHide),
    windowsVerbatimArguments: Boolean(options.windowsVerbatimArguments),
  };
}

module.exports = {
  MAX_BUFFER, checkArguments, checkNullByte, normalizeSpawn, signalNumber, textsOf, validateMaxBuffer,
  validateTimeout,
};
