// fs.cp, fs.cpSync, fs.promises.cp: copies of whole trees. https://nodejs.org/api/fs.html#fscpsrc-dest-options-callback
//
// The algorithm is one generator; internal/fs/steps runs it synchronously or asynchronously.
'use strict';

const {
  ArrayPrototypeEvery,
  ArrayPrototypeFilter,
  Error,
  ErrorCaptureStackTrace,
  Number,
  ObjectAssign,
  StringPrototypeSplit,
} = primordials;
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { constants: { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } } = require('internal/fs/constants');
const { statFields } = require('internal/fs/stats');
const { getValidatedPath } = require('internal/fs/validate');
const { runAsync, runSync } = require('internal/fs/steps');
const path = require('node/path');

const { dirname, isAbsolute, join, parse, resolve, sep } = path;

const kDefaults = {
  __proto__: null,
  dereference: false,
  errorOnExist: false,
  filter: undefined,
  force: true,
  preserveTimestamps: false,
  recursive: false,
  verbatimSymlinks: false,
  mode: 0,
};

function validateCpOptions(options) {
  if (options === undefined) return kDefaults;
  validateObject(options, 'options');
  options = ObjectAssign({ __proto__: null }, kDefaults, options);
  validateBoolean(options.dereference, 'options.dereference');
  validateBoolean(options.errorOnExist, 'options.errorOnExist');
  validateBoolean(options.force, 'options.force');
  validateBoolean(options.preserveTimestamps, 'options.preserveTimestamps');
  validateBoolean(options.recursive, 'options.recursive');
  validateBoolean(options.verbatimSymlinks, 'options.verbatimSymlinks');
  if (options.mode == null) options.mode = 0;
  else validateInteger(options.mode, 'mode', 0, 7);
  if (options.dereference === true && options.verbatimSymlinks === true) {
    throw new codes.ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

function pathString(value, name) {
  value = getValidatedPath(value, name);
  return typeof value === 'string' ? value : require('node/buffer').Buffer.from(value).toString();
}

// Fields of a stat array with BigInts.
const kind = (stat) => Number(stat[1]) & S_IFMT;
const isDirectory = (stat) => kind(stat) === S_IFDIR;
const permissions = (stat) => Number(stat[1]) & 0o7777;
const seconds = (stat, at) => Number(stat[at]) + Number(stat[at + 1]) / 1e9;
const areIdentical = (a, b) => b[7] !== 0n && b[0] !== 0n && a[7] === b[7] && a[0] === b[0];

const splitPath = (value) => ArrayPrototypeFilter(StringPrototypeSplit(resolve(value), sep), (part) => part !== '');
/** Whether `dest` is `src` or below it, by name. */
function isSubdirectory(src, dest) {
  const destParts = splitPath(dest);
  return ArrayPrototypeEvery(splitPath(src), (part, i) => destParts[i] === part);
}

class Copy {
  constructor(options, isSync) {
    this.options = options;
    this.isSync = isSync;
  }

  // cpSync words what it finds wrong with its own arguments differently, and without the fields of a system error.
  problem(code, plainMessage, info) {
    if (!this.isSync || plainMessage === undefined) {
      const { message, path: at, errno } = info;
      return new codes[code]({ message, path: at, syscall: 'cp', errno, code: info.code });
    }
    const error = new Error(plainMessage);
    error.code = code;
    ErrorCaptureStackTrace(error, cpSync);
    return error;
  }

  /** The fields of a stat, undefined where there is nothing and that is allowed. */
  * stat(target, follow, mustExist) {
    const result = yield [follow ? 'op_fs_stat' : 'op_fs_lstat', target, true, mustExist];
    return result === undefined ? undefined : statFields(result, true);
  }

  /** What there is at both places; undefined when the filter leaves the entry out. */
  * check(src, dest, top) {
    const { filter, dereference } = this.options;
    if (filter !== undefined) {
      const wanted = yield () => filter(src, dest);
      if (this.isSync && require('node/util/types').isPromise(wanted)) {
        throw new codes.ERR_INVALID_RETURN_VALUE('boolean', 'filter', wanted);
      }
      if (!wanted) return undefined;
    }
    const srcStat = yield* this.stat(src, dereference, true);
    const destStat = yield* this.stat(dest, dereference, false);
    const plain = (text) => (top ? text : undefined);
    if (destStat !== undefined) {
      if (areIdentical(srcStat, destStat)) {
        throw this.problem('ERR_FS_CP_EINVAL', plain(`src and dest cannot be the same ${dest}`),
          { code: 'EINVAL', errno: 22, message: 'src and dest cannot be the same', path: dest });
      }
      if (isDirectory(srcStat) && !isDirectory(destStat)) {
        throw this.problem('ERR_FS_CP_DIR_TO_NON_DIR', plain(`Cannot overwrite non-directory ${dest} with directory ${src}`),
          { code: 'EISDIR', errno: 21, message: `cannot overwrite non-directory ${dest} with directory ${src}`, path: dest });
      }
      if (!isDirectory(srcStat) && isDirectory(destStat)) {
        throw this.problem('ERR_FS_CP_NON_DIR_TO_DIR', plain(`Cannot overwrite directory ${dest} with non-directory ${src}`),
          { code: 'ENOTDIR', errno: 20, message: `cannot overwrite directory ${dest} with non-directory ${src}`, path: dest });
      }
    }
    if (isDirectory(srcStat) && isSubdirectory(src, dest)) throw this.intoItself(src, dest, top);
    return { __proto__: null, srcStat, destStat };
  }

  intoItself(src, dest, top) {
    return this.problem('ERR_FS_CP_EINVAL', top ? `Cannot copy ${src}/ to a subdirectory of self ${dest}` : undefined,
      { code: 'EINVAL', errno: 22, message: `cannot copy ${src} to a subdirectory of self ${dest}`, path: dest });
  }

  // A link above `dest` may lead back into `src`, which names do not show.
  * checkParents(src, srcStat, dest) {
    const srcParent = resolve(dirname(src));
    let parent = resolve(dirname(dest));
    while (parent !== srcParent && parent !== parse(parent).root) {
      const stat = yield* this.stat(parent, true, false);
      if (stat === undefined) return;
      if (areIdentical(srcStat, stat)) throw this.intoItself(src, dest, true);
      parent = resolve(dirname(parent));
    }
  }

  * start(src, dest) {
    const found = yield* this.check(src, dest, true);
    if (found === undefined) return;
    const { srcStat, destStat } = found;
    if (isDirectory(srcStat) && !this.options.recursive) {
      throw this.problem('ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: ${src}/`,
        { code: 'EISDIR', errno: 21, message: `${src} is a directory (not copied)`, path: src });
    }
    yield* this.checkParents(src, srcStat, dest);
    const parent = dirname(dest);
    if ((yield* this.stat(parent, true, false)) === undefined) yield ['op_fs_mkdir', parent, 0o777, true];
    yield* this.entry(src, srcStat, dest, destStat, true);
  }

  * entry(src, srcStat, dest, destStat, top) {
    const plain = (text) => (top ? `${text}: ${dest}` : undefined);
    const refuse = (code, text) => this.problem(code, plain(`C${text}`),
      { code: 'EINVAL', errno: 22, message: `c${text}: ${dest}`, path: dest });
    switch (kind(srcStat)) {
      case S_IFDIR: return yield* this.directory(src, srcStat, dest, destStat);
      case S_IFREG: case S_IFCHR: case S_IFBLK: return yield* this.file(src, srcStat, dest, destStat);
      case S_IFLNK: return yield* this.link(src, dest, destStat);
      case S_IFSOCK: throw refuse('ERR_FS_CP_SOCKET', 'annot copy a socket file');
      case S_IFIFO: throw refuse('ERR_FS_CP_FIFO_PIPE', 'annot copy a FIFO pipe');
      default: throw refuse('ERR_FS_CP_UNKNOWN', 'annot copy an unknown file type');
    }
  }

  * file(src, srcStat, dest, destStat) {
    const { errorOnExist, force, mode, preserveTimestamps } = this.options;
    if (destStat !== undefined) {
      if (!force) {
        if (!errorOnExist) return;
        throw new codes.ERR_FS_CP_EEXIST({ message: `${dest} already exists`, path: dest, syscall: 'cp', errno: 17, code: 'EEXIST' });
      }
      yield ['op_fs_unlink', dest];
    }
    yield ['op_fs_copyfile', src, dest, mode];
    const rights = permissions(srcStat);
    if (preserveTimestamps) {
      // The times of a file that may not be written cannot be set on every file system.
      if ((rights & 0o200) === 0) yield ['op_fs_chmod', dest, rights | 0o200];
      // Read anew: copying changed the time of the last access.
      const now = yield* this.stat(src, true, true);
      yield ['op_fs_utimes', dest, seconds(now, 10), seconds(now, 12)];
    }
    yield ['op_fs_chmod', dest, rights];
  }

  * directory(src, srcStat, dest, destStat) {
    const isNew = destStat === undefined;
    if (isNew) yield ['op_fs_mkdir', dest, 0o777, false];
    const names = yield ['op_fs_readdir', src, false, false, false];
    for (let i = 0; i < names.length; i++) {
      const srcItem = join(src, names[i]);
      const destItem = join(dest, names[i]);
      const found = yield* this.check(srcItem, destItem, false);
      if (found !== undefined) yield* this.entry(srcItem, found.srcStat, destItem, found.destStat, false);
    }
    // Last: the mode may forbid to write into it.
    if (isNew) yield ['op_fs_chmod', dest, permissions(srcStat)];
  }

  * link(src, dest, destStat) {
    const { verbatimSymlinks } = this.options;
    const target = (link, text) => (verbatimSymlinks || isAbsolute(text) ? text : resolve(dirname(link), text));
    const resolvedSrc = target(src, yield ['op_fs_readlink', src, false]);
    if (destStat === undefined) {
      yield ['op_fs_symlink', resolvedSrc, dest];
      return;
    }
    let resolvedDest;
    try {
      resolvedDest = yield ['op_fs_readlink', dest, false];
    } catch (error) {
      // Not a link: symlink() below says so in its own words.
      if (error.code !== 'EINVAL' && error.code !== 'UNKNOWN') throw error;
      yield ['op_fs_symlink', resolvedSrc, dest];
      return;
    }
    if (!isAbsolute(resolvedDest)) resolvedDest = resolve(dirname(dest), resolvedDest);
    const pointedAt = yield* this.stat(src, true, false);
    if (pointedAt !== undefined && isDirectory(pointedAt) && resolvedSrc !== resolvedDest) {
      if (isSubdirectory(resolvedSrc, resolvedDest)) {
        throw new codes.ERR_FS_CP_EINVAL({
          message: `cannot copy ${resolvedSrc} to a subdirectory of self ${resolvedDest}`, path: dest, syscall: 'cp', errno: 22,
          code: 'EINVAL',
        });
      }
      // Replacing the link would make it lead out of the tree it leads into now.
      const srcTarget = yield* this.stat(src, true, true);
      if (isDirectory(srcTarget) && isSubdirectory(resolvedDest, resolvedSrc)) {
        throw new codes.ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY({
          message: `cannot overwrite ${resolvedDest} with ${resolvedSrc}`, path: dest, syscall: 'cp', errno: 22, code: 'EINVAL',
        });
      }
    }
    yield ['op_fs_unlink', dest];
    yield ['op_fs_symlink', resolvedSrc, dest];
  }
}

async function cpAsync(src, dest, options) {
  options = validateCpOptions(options);
  src = pathString(src, 'src');
  dest = pathString(dest, 'dest');
  await runAsync(new Copy(options, false).start(src, dest));
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateFunction(callback, 'cb');
  options = validateCpOptions(options);
  src = pathString(src, 'src');
  dest = pathString(dest, 'dest');
  const { nextTick } = require('internal/ticks');
  const { PromisePrototypeThen } = primordials;
  // Out of the promise's reach: what the callback throws is an uncaught exception, not a rejection.
  PromisePrototypeThen(runAsync(new Copy(options, false).start(src, dest)),
    () => nextTick(callback, null, undefined), (error) => nextTick(callback, error));
}

function cpSync(src, dest, options) {
  options = validateCpOptions(options);
  src = pathString(src, 'src');
  dest = pathString(dest, 'dest');
  runSync(new Copy(options, true).start(src, dest));
}

module.exports = { cp, cpAsync, cpSync };
