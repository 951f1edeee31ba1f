// Names in the tree: rename, link, symlink, readlink, unlink, rmdir, mkdir, mkdtemp, readdir, realpath, rm.
// https://nodejs.org/api/fs.html
'use strict';

const {
  ArrayPrototypePush,
  ObjectDefineProperty,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  SymbolDispose,
} = primordials;
const { codes } = require('internal/errors');
const { parseFileMode, validateBoolean, validateFunction, validateObject, validateOneOf } = require('internal/validators');
const {
  decodeBytes, getOptions, getValidatedPath, isUtf8Encoding, makeCallback, makeVoidCallback, toPathIfFileURL, validateRmOptions,
} = require('internal/fs/validate');

/** https://nodejs.org/api/fs.html#fsrenameoldpath-newpath-callback */
function rename(oldPath, newPath, callback) {
  callback = makeVoidCallback(callback);
  ops.op_fs_rename(getValidatedPath(oldPath, 'oldPath'), getValidatedPath(newPath, 'newPath'), callback);
}
function renameSync(oldPath, newPath) {
  ops.op_fs_rename(getValidatedPath(oldPath, 'oldPath'), getValidatedPath(newPath, 'newPath'));
}

function link(existingPath, newPath, callback) {
  callback = makeVoidCallback(callback);
  ops.op_fs_link(getValidatedPath(existingPath, 'existingPath'), getValidatedPath(newPath, 'newPath'), callback);
}
function linkSync(existingPath, newPath) {
  ops.op_fs_link(getValidatedPath(existingPath, 'existingPath'), getValidatedPath(newPath, 'newPath'));
}

// The type matters on Windows only, but a wrong one is refused everywhere.
const validateLinkType = (type) => validateOneOf(type, 'type', ['dir', 'file', 'junction', null, undefined]);

/** https://nodejs.org/api/fs.html#fssymlinktarget-path-type-callback */
function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = makeVoidCallback(type);
    type = undefined;
  } else {
    validateLinkType(type);
    callback = makeVoidCallback(callback);
  }
  ops.op_fs_symlink(getValidatedPath(target, 'target'), getValidatedPath(path), callback);
}
function symlinkSync(target, path, type) {
  validateLinkType(type);
  ops.op_fs_symlink(getValidatedPath(target, 'target'), getValidatedPath(path));
}

// Passes on an op's string or bytes in the encoding that was asked for.
function makeNameCallback(callback, encoding) {
  return (error, value) => {
    if (error) callback(error);
    else callback(null, decodeBytes(value, encoding));
  };
}

function readlink(path, options, callback) {
  callback = makeCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  ops.op_fs_readlink(getValidatedPath(path), !isUtf8Encoding(encoding), makeNameCallback(callback, encoding));
}
function readlinkSync(path, options) {
  const { encoding } = getOptions(options);
  return decodeBytes(ops.op_fs_readlink(getValidatedPath(path), !isUtf8Encoding(encoding)), encoding);
}

function unlink(path, callback) {
  callback = makeVoidCallback(callback);
  ops.op_fs_unlink(getValidatedPath(path), callback);
}
function unlinkSync(path) {
  ops.op_fs_unlink(getValidatedPath(path));
}

function refuseRecursiveRmdir(options) {
  if (options === undefined) return;
  validateObject(options, 'options');
  if (options.recursive !== undefined) {
    throw new codes.ERR_INVALID_ARG_VALUE('options.recursive', options.recursive, 'is no longer supported');
  }
}
/** https://nodejs.org/api/fs.html#fsrmdirpath-options-callback */
function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  refuseRecursiveRmdir(options);
  callback = makeVoidCallback(callback);
  ops.op_fs_rmdir(getValidatedPath(path), callback);
}
function rmdirSync(path, options) {
  path = getValidatedPath(path);
  refuseRecursiveRmdir(options);
  ops.op_fs_rmdir(path);
}

/** `{ mode, recursive }` of mkdir's options, which may also be just the mode. */
function mkdirOptions(options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') mode = parseFileMode(options, 'mode');
  else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
  }
  return { __proto__: null, mode, recursive };
}
/** https://nodejs.org/api/fs.html#fsmkdirpath-options-callback */
function mkdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const { mode, recursive } = mkdirOptions(options);
  callback = makeCallback(callback);
  path = getValidatedPath(path);
  ops.op_fs_mkdir(path, mode, recursive, recursive ? (error, first) => {
    if (error) callback(error);
    else if (first === undefined) callback(null);
    else callback(null, first);
  } : makeVoidCallback(callback));
}
function mkdirSync(path, options) {
  path = getValidatedPath(path);
  const { mode, recursive } = mkdirOptions(options);
  const first = ops.op_fs_mkdir(path, mode, recursive);
  return recursive ? first : undefined;
}

let warnedAboutTemplate = false;
function warnOnNonPortableTemplate(prefix) {
  // Some systems replace every trailing X.
  if (warnedAboutTemplate) return;
  if (typeof prefix === 'string' ? StringPrototypeEndsWith(prefix, 'X') : prefix[prefix.length - 1] === 0x58) {
    warnedAboutTemplate = true;
    require('node/process').emitWarning('mkdtemp() templates ending with X are not portable. ' +
      'For details see: https://nodejs.org/api/fs.html');
  }
}
/** https://nodejs.org/api/fs.html#fsmkdtempprefix-options-callback */
function mkdtemp(prefix, options, callback) {
  callback = makeCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnOnNonPortableTemplate(prefix);
  ops.op_fs_mkdtemp(prefix, !isUtf8Encoding(encoding), makeNameCallback(callback, encoding));
}
function mkdtempSync(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnOnNonPortableTemplate(prefix);
  return decodeBytes(ops.op_fs_mkdtemp(prefix, !isUtf8Encoding(encoding)), encoding);
}
/** https://nodejs.org/api/fs.html#fsmkdtempdisposablesyncprefix-options */
function mkdtempDisposableSync(prefix, options) {
  const path = mkdtempSync(prefix, options);
  // Absolute, so that a later chdir does not make it remove something else.
  const absolute = require('node/path').resolve(typeof path === 'string' ? path : `${path}`);
  const remove = () => {
    rmSync(absolute, { recursive: true, force: true, maxRetries: 0, retryDelay: 0 });
  };
  return { path, remove, [SymbolDispose]() { remove(); } };
}

// ---- readdir ---------------------------------------------------------------------------------------

function readdirOptions(options) {
  options = getOptions(options);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return options;
}

// Bytes where names or the path were asked for, or given, as bytes.
function parentPath(parent, path, encoding) {
  const bytes = encoding === 'buffer' || typeof path !== 'string';
  if (!bytes && typeof parent === 'string') return parent;
  const { Buffer } = require('node/buffer');
  const buffer = typeof parent === 'string' ? Buffer.from(parent) :
    Buffer.from(parent.buffer, parent.byteOffset, parent.byteLength);
  return bytes ? buffer : buffer.toString();
}

/** Turns what op_fs_readdir returns into what readdir returns. */
function finishReaddir(result, path, options) {
  const { encoding } = options;
  const decode = isUtf8Encoding(encoding) ? undefined : (name) => decodeBytes(name, encoding);
  const list = [];
  if (options.withFileTypes) {
    const { pushDirents } = require('internal/fs/dirent');
    if (!options.recursive) return pushDirents(list, result[0], result[1], path, decode);
    for (let i = 0; i < result.length; i++) {
      const { 0: parent, 1: names, 2: types } = result[i];
      pushDirents(list, names, types, i === 0 ? path : parentPath(parent, path, encoding), decode);
    }
    return list;
  }
  if (decode === undefined) return result;
  for (let i = 0; i < result.length; i++) ArrayPrototypePush(list, decode(result[i]));
  return list;
}

/** https://nodejs.org/api/fs.html#fsreaddirpath-options-callback */
function readdir(path, options, callback) {
  callback = makeCallback(typeof options === 'function' ? options : callback);
  options = readdirOptions(options);
  path = getValidatedPath(path);
  ops.op_fs_readdir(path, !isUtf8Encoding(options.encoding), !!options.withFileTypes, !!options.recursive, (error, result) => {
    if (error) callback(error);
    else callback(null, finishReaddir(result, path, options));
  });
}
function readdirSync(path, options) {
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const result = ops.op_fs_readdir(path, !isUtf8Encoding(options.encoding), !!options.withFileTypes, !!options.recursive);
  return finishReaddir(result, path, options);
}

// ---- realpath --------------------------------------------------------------------------------------

// Unlike the other functions these turn whatever they get into a string.
function realpathArgument(path) {
  path = toPathIfFileURL(path);
  if (typeof path !== 'string') path += '';
  if (StringPrototypeIncludes(path, '\u0000')) getValidatedPath(path);
  return path;
}

/** Resolves links component by component. https://nodejs.org/api/fs.html#fsrealpathpath-options-callback */
function realpath(path, options, callback) {
  callback = makeCallback(typeof options === 'function' ? options : callback);
  const { encoding } = getOptions(options);
  path = realpathArgument(path);
  ops.op_fs_realpath_walk(path, !isUtf8Encoding(encoding), makeNameCallback(callback, encoding));
}
function realpathSync(path, options) {
  const { encoding } = getOptions(options);
  path = realpathArgument(path);
  return decodeBytes(ops.op_fs_realpath_walk(path, !isUtf8Encoding(encoding)), encoding);
}
/** realpath(3). https://nodejs.org/api/fs.html#fsrealpathnativepath-options-callback */
realpath.native = (path, options, callback) => {
  callback = makeCallback(callback || options);
  const { encoding } = getOptions(options);
  ops.op_fs_realpath(getValidatedPath(path), !isUtf8Encoding(encoding), makeNameCallback(callback, encoding));
};
realpathSync.native = (path, options) => {
  const { encoding } = getOptions(options);
  return decodeBytes(ops.op_fs_realpath(getValidatedPath(path), !isUtf8Encoding(encoding)), encoding);
};
ObjectDefineProperty(realpath.native, 'name', { __proto__: null, value: '', configurable: true });
ObjectDefineProperty(realpathSync.native, 'name', { __proto__: null, value: '', configurable: true });

// ---- rm --------------------------------------------------------------------------------------------

/** Whether a failed removal may work when it is tried again, and after how many ms; undefined: not. */
function retryAfter(error, options, attempt) {
  const { code } = error;
  if (!options.recursive || attempt > options.maxRetries) return undefined;
  if (code !== 'EBUSY' && code !== 'EMFILE' && code !== 'ENFILE' && code !== 'ENOTEMPTY' && code !== 'EPERM') return undefined;
  return attempt * options.retryDelay;
}

/** The error that rm() reports for the op's. */
function rmError(error, path) {
  if (error.code !== 'EISDIR' || error.syscall !== 'rm') return error;
  return new codes.ERR_FS_EISDIR({
    code: 'EISDIR', message: 'is a directory', path: typeof path === 'string' ? path : `${path}`, syscall: 'rm', errno: 21,
  });
}

/** Removes files and folders. https://nodejs.org/api/fs.html#fsrmpath-options-callback */
function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  path = getValidatedPath(path);
  validateFunction(callback, 'cb');
  options = validateRmOptions(options);
  let attempt = 0;
  const tryOnce = () => ops.op_fs_rm(path, options.recursive, (error) => {
    if (error == null || (options.force && error.code === 'ENOENT')) return callback(null);
    const delay = retryAfter(error, options, ++attempt);
    if (delay === undefined) return callback(rmError(error, path));
    require('node/timers').setTimeout(tryOnce, delay);
  });
  tryOnce();
}
function rmSync(path, options) {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  for (let attempt = 1; ; attempt++) {
    try {
      ops.op_fs_rm(path, options.recursive);
      return;
    } catch (error) {
      if (options.force && error.code === 'ENOENT') return;
      const delay = retryAfter(error, options, attempt);
      if (delay === undefined) throw rmError(error, path);
      require('internal/util').sleep(delay);
    }
  }
}

module.exports = {
  finishReaddir, link, linkSync, mkdir, mkdirOptions, mkdirSync, mkdtemp, mkdtempDisposableSync, mkdtempSync, readdir,
  readdirOptions, readdirSync, readlink, readlinkSync, realpath, realpathSync, refuseRecursiveRmdir, rename, renameSync, rm,
  rmSync, rmdir, rmdirSync, symlink, symlinkSync, unlink, unlinkSync, validateLinkType, warnOnNonPortableTemplate,
};
