// Metadata of files and folders: stat and its kin, access, modes, owners, times.
// https://nodejs.org/api/fs.html#callback-api
'use strict';

const { ObjectDefineProperty, Promise, SymbolFor } = primordials;
const { codes } = require('internal/errors');
const { parseFileMode, validateInteger } = require('internal/validators');
const {
  getValidMode, getValidatedFd, getValidatedPath, makeCallback, makeVoidCallback, toUnixTimestamp, validateId,
} = require('internal/fs/validate');
const { statFsFromOp, statsFromOp } = require('internal/fs/stats');

/** Tests the user's permissions for a file. https://nodejs.org/api/fs.html#fsaccesspath-mode-callback */
function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = undefined;
  }
  path = getValidatedPath(path);
  callback = makeVoidCallback(callback);
  ops.op_fs_access(path, getValidMode(mode), callback);
}
function accessSync(path, mode) {
  ops.op_fs_access(getValidatedPath(path), getValidMode(mode));
}

/** https://nodejs.org/api/fs.html#fsexistspath-callback */
function exists(path, callback) {
  makeCallback(callback);
  try {
    path = getValidatedPath(path);
  } catch {
    callback(false);
    return;
  }
  ops.op_fs_access(path, 0, (error) => callback(!error));
}
// Its callback has no error argument, so util.promisify needs to be told.
ObjectDefineProperty(exists, SymbolFor('nodejs.util.promisify.custom'), {
  __proto__: null,
  value: function exists(path) { return new Promise((resolve) => module.exports.exists(path, resolve)); },
});

let warnedAboutExists = false;
function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch (error) {
    if (!warnedAboutExists && error?.code === 'ERR_INVALID_ARG_TYPE') {
      warnedAboutExists = true;
      require('node/process').emitWarning('Passing invalid argument types to fs.existsSync is deprecated',
        'DeprecationWarning', 'DEP0187');
    }
    return false;
  }
  return ops.op_fs_exists(path);
}

const kStatDefaults = { __proto__: null, bigint: false };
const kStatSyncDefaults = { __proto__: null, bigint: false, throwIfNoEntry: true };

function makeStatsCallback(callback, bigint) {
  makeCallback(callback);
  return (error, result) => {
    if (error) callback(error);
    else callback(null, statsFromOp(result, bigint));
  };
}

/** https://nodejs.org/api/fs.html#fsstatpath-options-callback */
function stat(path, options = kStatSyncDefaults, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kStatSyncDefaults;
  }
  callback = makeStatsCallback(callback, !!options?.bigint);
  ops.op_fs_stat(getValidatedPath(path), !!options?.bigint, options?.throwIfNoEntry !== false, callback);
}
function statSync(path, options = kStatSyncDefaults) {
  const { bigint, throwIfNoEntry } = options;
  return statsFromOp(ops.op_fs_stat(getValidatedPath(path), !!bigint, throwIfNoEntry !== false), !!bigint);
}

function lstat(path, options = kStatSyncDefaults, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kStatSyncDefaults;
  }
  callback = makeStatsCallback(callback, !!options?.bigint);
  // Unlike stat(), it knows no throwIfNoEntry.
  ops.op_fs_lstat(getValidatedPath(path), !!options?.bigint, true, callback);
}
function lstatSync(path, options = kStatSyncDefaults) {
  const { bigint, throwIfNoEntry } = options;
  return statsFromOp(ops.op_fs_lstat(getValidatedPath(path), !!bigint, throwIfNoEntry !== false), !!bigint);
}

function fstat(fd, options = kStatDefaults, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kStatDefaults;
  }
  fd = getValidatedFd(fd);
  callback = makeStatsCallback(callback, !!options?.bigint);
  ops.op_fs_fstat(fd, !!options?.bigint, callback);
}
function fstatSync(fd, options = kStatDefaults) {
  return statsFromOp(ops.op_fs_fstat(getValidatedFd(fd), !!options.bigint), !!options.bigint);
}

/** https://nodejs.org/api/fs.html#fsstatfspath-options-callback */
function statfs(path, options = kStatDefaults, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = kStatDefaults;
  }
  makeCallback(callback);
  const { bigint } = options;
  ops.op_fs_statfs(getValidatedPath(path), !!bigint, (error, result) => {
    if (error) callback(error);
    else callback(null, statFsFromOp(result, !!bigint));
  });
}
function statfsSync(path, options = kStatDefaults) {
  return statFsFromOp(ops.op_fs_statfs(getValidatedPath(path), !!options.bigint), !!options.bigint);
}

/** https://nodejs.org/api/fs.html#fschmodpath-mode-callback */
function chmod(path, mode, callback) {
  path = getValidatedPath(path);
  mode = parseFileMode(mode, 'mode');
  ops.op_fs_chmod(path, mode, makeVoidCallback(callback));
}
function chmodSync(path, mode) {
  ops.op_fs_chmod(getValidatedPath(path), parseFileMode(mode, 'mode'));
}
function fchmod(fd, mode, callback) {
  fd = getValidatedFd(fd);
  mode = parseFileMode(mode, 'mode');
  ops.op_fs_fchmod(fd, mode, makeVoidCallback(callback));
}
function fchmodSync(fd, mode) {
  ops.op_fs_fchmod(getValidatedFd(fd), parseFileMode(mode, 'mode'));
}

/** https://nodejs.org/api/fs.html#fschownpath-uid-gid-callback */
function chown(path, uid, gid, callback) {
  callback = makeVoidCallback(callback);
  ops.op_fs_chown(getValidatedPath(path), validateId(uid, 'uid'), validateId(gid, 'gid'), callback);
}
function chownSync(path, uid, gid) {
  ops.op_fs_chown(getValidatedPath(path), validateId(uid, 'uid'), validateId(gid, 'gid'));
}
function lchown(path, uid, gid, callback) {
  callback = makeVoidCallback(callback);
  ops.op_fs_lchown(getValidatedPath(path), validateId(uid, 'uid'), validateId(gid, 'gid'), callback);
}
function lchownSync(path, uid, gid) {
  ops.op_fs_lchown(getValidatedPath(path), validateId(uid, 'uid'), validateId(gid, 'gid'));
}
function fchown(fd, uid, gid, callback) {
  fd = getValidatedFd(fd);
  ops.op_fs_fchown(fd, validateId(uid, 'uid'), validateId(gid, 'gid'), makeVoidCallback(callback));
}
function fchownSync(fd, uid, gid) {
  ops.op_fs_fchown(getValidatedFd(fd), validateId(uid, 'uid'), validateId(gid, 'gid'));
}

/** https://nodejs.org/api/fs.html#fsutimespath-atime-mtime-callback */
function utimes(path, atime, mtime, callback) {
  callback = makeVoidCallback(callback);
  path = getValidatedPath(path);
  ops.op_fs_utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), callback);
}
function utimesSync(path, atime, mtime) {
  ops.op_fs_utimes(getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
}
function lutimes(path, atime, mtime, callback) {
  callback = makeVoidCallback(callback);
  path = getValidatedPath(path);
  ops.op_fs_lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), callback);
}
function lutimesSync(path, atime, mtime) {
  ops.op_fs_lutimes(getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
}
function futimes(fd, atime, mtime, callback) {
  fd = getValidatedFd(fd);
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  ops.op_fs_futimes(fd, atime, mtime, makeVoidCallback(callback));
}
function futimesSync(fd, atime, mtime) {
  ops.op_fs_futimes(getValidatedFd(fd), toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'));
}

/** https://nodejs.org/api/fs.html#fstruncatepath-len-callback */
function truncate(path, len, callback) {
  if (typeof path === 'number') throw new codes.ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], path);
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  } else if (len === undefined) len = 0;
  validateInteger(len, 'len');
  len = len < 0 ? 0 : len;
  callback = makeVoidCallback(callback);
  const { open, close } = require('internal/fs/descriptors');
  open(path, 'r+', (openError, fd) => {
    if (openError) return callback(openError);
    ops.op_fs_ftruncate(fd, len, (error) => {
      close(fd, (closeError) => {
        const { aggregateTwoErrors } = require('internal/errors');
        callback(aggregateTwoErrors(closeError, error));
      });
    });
  });
}
function truncateSync(path, len) {
  if (len === undefined) len = 0;
  const { openSync, closeSync } = require('internal/fs/descriptors');
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, len);
  } finally {
    closeSync(fd);
  }
}
function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  fd = getValidatedFd(fd);
  validateInteger(len, 'len');
  callback = makeVoidCallback(callback);
  ops.op_fs_ftruncate(fd, len < 0 ? 0 : len, callback);
}
function ftruncateSync(fd, len = 0) {
  fd = getValidatedFd(fd);
  validateInteger(len, 'len');
  ops.op_fs_ftruncate(fd, len < 0 ? 0 : len);
}

module.exports = {
  access, accessSync, chmod, chmodSync, chown, chownSync, exists, existsSync, fchmod, fchmodSync, fchown, fchownSync,
  fstat, fstatSync, ftruncate, ftruncateSync, futimes, futimesSync, lchown, lchownSync, lstat, lstatSync,
  lutimes, lutimesSync, stat, statSync, statfs, statfsSync, truncate, truncateSync, utimes, utimesSync,
};
