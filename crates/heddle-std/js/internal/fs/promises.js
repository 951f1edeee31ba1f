// fs.promises. https://nodejs.org/api/fs.html#promises-api
'use strict';

const { ArrayBufferIsView, Promise, SymbolAsyncDispose } = primordials;
const { codes } = require('internal/errors');
const { parseFileMode, validateBoolean } = require('internal/validators');
const { constants } = require('internal/fs/constants');
const {
  decodeBytes, getOptions, getValidMode, getValidatedPath, isUtf8Encoding, kEmptyObject, stringToFlags, toUnixTimestamp,
  validateId, validateRmOptions, validateStringOrView,
} = require('internal/fs/validate');
const { statFsFromOp, statsFromOp } = require('internal/fs/stats');
const { FileHandle, callOp, isFileHandle } = require('internal/fs/filehandle');

async function access(path, mode = constants.F_OK) {
  await callOp('op_fs_access', getValidatedPath(path), getValidMode(mode));
}

async function copyFile(src, dest, mode) {
  await callOp('op_fs_copyfile', getValidatedPath(src, 'src'), getValidatedPath(dest, 'dest'), getValidMode(mode));
}

async function cp(src, dest, options) {
  await require('internal/fs/cp').cpAsync(src, dest, options);
}

async function* glob(pattern, options) {
  yield* require('internal/fs/glob').globAsync(pattern, options);
}

async function open(path, flags, mode) {
  path = getValidatedPath(path);
  const flagsNumber = stringToFlags(flags);
  mode = parseFileMode(mode, 'mode', 0o666);
  return new FileHandle(await callOp('op_fs_handle_open', path, flagsNumber, mode), path);
}

async function opendir(path, options) {
  const dir = require('internal/fs/dir');
  return new Promise((resolve, reject) => {
    dir.opendir(path, options, (error, result) => {
      if (error) reject(error);
      else resolve(result);
    });
  });
}

async function rename(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  await callOp('op_fs_rename', oldPath, getValidatedPath(newPath, 'newPath'));
}

async function truncate(path, len = 0) {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(len);
  } finally {
    await handle.close();
  }
}

async function rm(path, options) {
  path = getValidatedPath(path);
  options = validateRmOptions(options);
  await new Promise((resolve, reject) => {
    require('internal/fs/tree').rm(path, options, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function rmdir(path, options) {
  path = getValidatedPath(path);
  require('internal/fs/tree').refuseRecursiveRmdir(options);
  await callOp('op_fs_rmdir', path);
}

async function mkdir(path, options) {
  const { mode, recursive } = require('internal/fs/tree').mkdirOptions(options);
  const first = await callOp('op_fs_mkdir', getValidatedPath(path), mode, recursive);
  return recursive ? first : undefined;
}

async function readdir(path, options) {
  const { finishReaddir, readdirOptions } = require('internal/fs/tree');
  options = readdirOptions(options);
  path = getValidatedPath(path);
  const result = await callOp('op_fs_readdir', path, !isUtf8Encoding(options.encoding), !!options.withFileTypes,
    !!options.recursive);
  return finishReaddir(result, path, options);
}

async function readlink(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path, 'oldPath');
  return decodeBytes(await callOp('op_fs_readlink', path, !isUtf8Encoding(encoding)), encoding);
}

async function symlink(target, path, type) {
  require('internal/fs/tree').validateLinkType(type);
  target = getValidatedPath(target, 'target');
  await callOp('op_fs_symlink', target, getValidatedPath(path));
}

async function lstat(path, options = kEmptyObject) {
  path = getValidatedPath(path);
  const bigint = !!options.bigint;
  return statsFromOp(await callOp('op_fs_lstat', path, bigint, true), bigint);
}

async function stat(path, options = kEmptyObject) {
  path = getValidatedPath(path);
  const bigint = !!options.bigint;
  return statsFromOp(await callOp('op_fs_stat', path, bigint, options.throwIfNoEntry !== false), bigint);
}

async function statfs(path, options = kEmptyObject) {
  path = getValidatedPath(path);
  const bigint = !!options.bigint;
  return statFsFromOp(await callOp('op_fs_statfs', path, bigint), bigint);
}

async function link(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  await callOp('op_fs_link', existingPath, getValidatedPath(newPath, 'newPath'));
}

async function unlink(path) {
  await callOp('op_fs_unlink', getValidatedPath(path));
}

async function chmod(path, mode) {
  path = getValidatedPath(path);
  await callOp('op_fs_chmod', path, parseFileMode(mode, 'mode'));
}

// Linux cannot change the mode of a link.
async function lchmod(path, mode) {
  throw new codes.ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}

async function lchown(path, uid, gid) {
  path = getValidatedPath(path);
  await callOp('op_fs_lchown', path, validateId(uid, 'uid'), validateId(gid, 'gid'));
}

async function chown(path, uid, gid) {
  path = getValidatedPath(path);
  await callOp('op_fs_chown', path, validateId(uid, 'uid'), validateId(gid, 'gid'));
}

async function utimes(path, atime, mtime) {
  path = getValidatedPath(path);
  await callOp('op_fs_utimes', path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

async function lutimes(path, atime, mtime) {
  await callOp('op_fs_lutimes', getValidatedPath(path), toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

async function realpath(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  return decodeBytes(await callOp('op_fs_realpath', path, !isUtf8Encoding(encoding)), encoding);
}

async function mkdtemp(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  require('internal/fs/tree').warnOnNonPortableTemplate(prefix);
  return decodeBytes(await callOp('op_fs_mkdtemp', prefix, !isUtf8Encoding(encoding)), encoding);
}

/** https://nodejs.org/api/fs.html#fspromisesmkdtempdisposableprefix-options */
async function mkdtempDisposable(prefix, options) {
  // Resolved first, so that a chdir meanwhile or later does not make it remove something else.
  const cwd = require('node/process').cwd();
  const path = await mkdtemp(prefix, options);
  const absolute = require('node/path').resolve(cwd, typeof path === 'string' ? path : `${path}`);
  const remove = async () => {
    await rm(absolute, { maxRetries: 0, recursive: true, force: true, retryDelay: 0 });
  };
  return {
    __proto__: null,
    path,
    remove,
    async [SymbolAsyncDispose]() {
      await remove();
    },
  };
}

async function writeFile(path, data, options) {
  options = getOptions(options, { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flag = options.flag || 'w';
  const { encoding, signal } = options;
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const { isCustomIterable, writeHandle, writePieces } = require('internal/fs/handle_files');
  const { abortError, encodeData } = require('internal/fs/files');
  const pieces = isCustomIterable(data);
  if (!pieces && !ArrayBufferIsView(data)) validateStringOrView(data, 'data');
  if (isFileHandle(path)) {
    await writeHandle(path, data, options);
    if (flush) await path.sync();
    return;
  }
  if (signal?.aborted) throw abortError(signal);
  if (pieces) {
    const handle = await open(path, flag, options.mode);
    try {
      await writePieces(handle.fd, data, encoding, signal);
      if (flush) await handle.sync();
    } finally {
      await handle.close();
    }
    return;
  }
  const target = getValidatedPath(path);
  const mode = parseFileMode(options.mode, 'mode', 0o666);
  await callOp('op_fs_writefile', target, stringToFlags(flag), mode, encodeData(data, encoding), flush);
  if (signal?.aborted) throw abortError(signal);
}

async function appendFile(path, data, options) {
  options = { __proto__: null, ...getOptions(options, { __proto__: null, encoding: 'utf8', mode: 0o666, flag: 'a', flush: false }) };
  options.flag ||= 'a';
  await writeFile(path, data, options);
}

async function readFile(path, options) {
  options = getOptions(options, { __proto__: null, flag: 'r' });
  const { readWhole } = require('internal/fs/handle_files');
  if (isFileHandle(path)) return path.readFile(options);
  return readWhole(getValidatedPath(path), { __proto__: null, ...options, flag: options.flag || 'r' });
}

/** https://nodejs.org/api/fs.html#fspromiseswatchfilename-options */
async function* watch(filename, options = kEmptyObject) {
  yield* require('internal/fs/watch').watchAsync(filename, options);
}

module.exports = {
  FileHandle,
  exports: {
    access, copyFile, cp, glob, open, opendir, rename, truncate, rm, rmdir, mkdir, readdir, readlink, symlink, lstat, stat,
    statfs, link, unlink, chmod, lchmod, lchown, chown, utimes, lutimes, realpath, mkdtemp, mkdtempDisposable, writeFile,
    appendFile, readFile, watch, constants,
  },
};
