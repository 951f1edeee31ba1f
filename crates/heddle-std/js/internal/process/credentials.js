'use strict';
// Users and groups of the process, umask, chdir: state of the whole process, so workers may only read it.
// https://nodejs.org/api/process.html#processsetuidid

const {
  ArrayIsArray, Error, ErrorCaptureStackTrace, NumberParseInt, ObjectKeys, RegExpPrototypeExec,
  StringPrototypeIncludes, StringPrototypeSlice, StringPrototypeToUpperCase,
} = primordials;
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_CREDENTIAL, ERR_WORKER_UNSUPPORTED_OPERATION },
} = require('internal/errors');
const { validateArray, validateString, validateUint32 } = require('internal/validators');

const octal = /^[0-7]+$/;

function isMain() {
  return require('internal/process/state').start().isMainThread;
}

function mainOnly(name) {
  if (!isMain()) throw new ERR_WORKER_UNSUPPORTED_OPERATION(`process.${name}()`);
}

/** process.umask([mask]) */
function umask(mask) {
  if (mask === undefined) return ops.op_process_umask(-1);
  if (!isMain()) throw new ERR_WORKER_UNSUPPORTED_OPERATION('Setting process.umask()');
  return ops.op_process_umask(parseMask(mask));
}

function parseMask(mask) {
  if (typeof mask === 'string') {
    if (RegExpPrototypeExec(octal, mask) === null) {
      throw new ERR_INVALID_ARG_VALUE('mask', mask, 'must be a 32-bit unsigned integer or an octal string');
    }
    mask = NumberParseInt(mask, 8);
  }
  validateUint32(mask, 'mask');
  return mask;
}

/** process.chdir(directory) */
function chdir(directory) {
  mainOnly('chdir');
  validateString(directory, 'directory');
  ops.op_process_chdir(directory);
}

function validateId(id, name) {
  if (typeof id === 'number') validateUint32(id, name);
  else if (typeof id !== 'string') throw new ERR_INVALID_ARG_TYPE(name, ['number', 'string'], id);
}

// A failed call in the shape that Node's native code gives it: "EPERM, Operation not permitted".
function fail(errno, syscall, path) {
  const { uvErrmapGet } = require('internal/errors');
  const { 0: code, 1: text } = uvErrmapGet(errno) ?? ['UNKNOWN', 'unknown error'];
  const message = `${code}, ${StringPrototypeToUpperCase(text[0])}${StringPrototypeSlice(text, 1)}`;
  const error = new Error(path === undefined ? message : `${message} '${path}'`);
  ErrorCaptureStackTrace(error, fail);
  error.errno = -errno;
  error.code = code;
  if (path !== undefined) error.path = path;
  error.syscall = syscall;
  throw error;
}

// The number of a user or group that is given by number or name.
function numericId(id, kind) {
  if (typeof id === 'number') return id;
  const found = kind === 'User' ? ops.op_process_user_id(id) : ops.op_process_group_id(id);
  if (found === undefined) throw new ERR_UNKNOWN_CREDENTIAL(kind, id);
  return found;
}

function setter(name, kind) {
  return function (id) {
    mainOnly(name);
    validateId(id, 'id');
    const errno = ops.op_process_set_id(name, numericId(id, kind));
    if (errno !== 0) fail(errno, name);
  };
}

const setuid = setter('setuid', 'User');
const seteuid = setter('seteuid', 'User');
const setgid = setter('setgid', 'Group');
const setegid = setter('setegid', 'Group');

/** process.setgroups(groups) */
function setgroups(groups) {
  mainOnly('setgroups');
  validateArray(groups, 'groups');
  const ids = [];
  for (let i = 0; i < groups.length; i++) validateId(groups[i], `groups[${i}]`);
  for (let i = 0; i < groups.length; i++) ids[i] = numericId(groups[i], 'Group');
  const errno = ops.op_process_set_groups(ids);
  if (errno !== 0) fail(errno, 'setgroups');
}

/** process.initgroups(user, extraGroup) */
function initgroups(user, extraGroup) {
  mainOnly('initgroups');
  validateId(user, 'user');
  validateId(extraGroup, 'extraGroup');
  const name = typeof user === 'number' ? ops.op_process_user_name(user) : user;
  if (name === undefined) throw new ERR_UNKNOWN_CREDENTIAL('User', user);
  const errno = ops.op_process_init_groups(name, numericId(extraGroup, 'Group'));
  if (errno !== 0) fail(errno, 'initgroups');
}

/** process.execve(file[, args[, env]]) https://nodejs.org/api/process.html#processexecvefile-args-env */
function execve(execPath, args = [], env = require('node/process').env) {
  mainOnly('execve');
  require('internal/process/warning').emitExperimentalWarning('process.execve');
  validateString(execPath, 'execPath');
  validateArray(args, 'args');
  for (let i = 0; i < args.length; i++) checkArgument(args[i], `args[${i}]`);
  const variables = [];
  if (env === null || typeof env !== 'object' || ArrayIsArray(env)) {
    throw new ERR_INVALID_ARG_TYPE('env', 'object', env);
  }
  const names = ObjectKeys(env);
  for (let i = 0; i < names.length; i++) {
    const value = env[names[i]];
    if (typeof value !== 'string' || hasNull(value) || hasNull(names[i])) {
      throw new ERR_INVALID_ARG_VALUE('env', env, 'must be an object with string keys and values without null bytes');
    }
    variables[i] = `${names[i]}=${value}`;
  }
  fail(ops.op_process_execve(execPath, args, variables), 'execve', execPath);
}

function hasNull(text) {
  return StringPrototypeIncludes(text, '\u0000');
}

function checkArgument(value, name) {
  if (typeof value !== 'string' || hasNull(value)) {
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be a string without null bytes');
  }
}

module.exports = {
  umask, chdir, setuid, seteuid, setgid, setegid, setgroups, initgroups, execve, mainOnly,
};
