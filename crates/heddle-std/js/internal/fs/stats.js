// fs.Stats, its BigInt form, and fs.StatFs. https://nodejs.org/api/fs.html#class-fsstats
'use strict';

const {
  ArrayBuffer,
  BigInt,
  BigInt64Array,
  Date,
  Float64Array,
  FunctionPrototypeCall,
  MathRound,
  Number,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  ReflectApply,
  ReflectConstruct,
  Symbol,
} = primordials;
const {
  constants: { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK },
} = require('internal/fs/constants');

// The part below a millisecond, which the Ms fields cannot hold exactly: nanoseconds within the second.
const kPartialNs = {
  __proto__: null,
  atime: Symbol('partialAtimeNs'),
  mtime: Symbol('partialMtimeNs'),
  ctime: Symbol('partialCtimeNs'),
  birthtime: Symbol('kPartialBirthtimeNs'),
};

function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}
StatsBase.prototype.isDirectory = function() { return this._checkModeProperty(S_IFDIR); };
StatsBase.prototype.isFile = function() { return this._checkModeProperty(S_IFREG); };
StatsBase.prototype.isBlockDevice = function() { return this._checkModeProperty(S_IFBLK); };
StatsBase.prototype.isCharacterDevice = function() { return this._checkModeProperty(S_IFCHR); };
StatsBase.prototype.isSymbolicLink = function() { return this._checkModeProperty(S_IFLNK); };
StatsBase.prototype.isFIFO = function() { return this._checkModeProperty(S_IFIFO); };
StatsBase.prototype.isSocket = function() { return this._checkModeProperty(S_IFSOCK); };

// Dates are made when first read: most callers want only the size or the kind.
function lazyTime(name, compute) {
  return {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() { return (this[name] = compute(this)); },
    set(value) {
      ObjectDefineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, writable: true, value });
    },
  };
}
function lazyInstant(name, nanoseconds) {
  return {
    __proto__: null,
    enumerable: true,
    configurable: true,
    get() {
      const { Temporal } = globalThis;
      if (Temporal === undefined) {
        const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
        throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('Temporal.Instant');
      }
      return (this[name] = new Temporal.Instant(nanoseconds(this)));
    },
    set(value) {
      ObjectDefineProperty(this, name, { __proto__: null, enumerable: true, configurable: true, writable: true, value });
    },
  };
}

function defineTimes(Class, toDate, toNanoseconds) {
  const dates = { __proto__: null };
  const names = ['atime', 'mtime', 'ctime', 'birthtime'];
  for (let i = 0; i < names.length; i++) dates[names[i]] = lazyTime(names[i], (stats) => toDate(stats, names[i]));
  for (let i = 0; i < names.length; i++) {
    dates[`${names[i]}Instant`] = lazyInstant(`${names[i]}Instant`, (stats) => toNanoseconds(stats, names[i]));
  }
  ObjectSetPrototypeOf(Class.prototype, StatsBase.prototype);
  ObjectSetPrototypeOf(Class, StatsBase);
  ObjectDefineProperties(Class.prototype, dates);
}

/** Times are milliseconds; the last four arguments are the nanoseconds within the second. */
function Stats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs,
  atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  FunctionPrototypeCall(StatsBase, this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
  this[kPartialNs.atime] = atimeNs;
  this[kPartialNs.mtime] = mtimeNs;
  this[kPartialNs.ctime] = ctimeNs;
  this[kPartialNs.birthtime] = birthtimeNs;
}
// Half a millisecond is added before the Date constructor truncates.
defineTimes(Stats, (stats, name) => new Date(MathRound(Number(stats[`${name}Ms`]))), (stats, name) => {
  const partial = stats[kPartialNs[name]];
  // Rounded: the sum of both in milliseconds may have gone up to the next second.
  const seconds = MathRound((stats[`${name}Ms`] - partial / 1e6) / 1000);
  return BigInt(seconds) * 1000000000n + BigInt(partial);
});
Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};

function BigIntStats(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  FunctionPrototypeCall(StatsBase, this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / 1000000n;
  this.mtimeMs = mtimeNs / 1000000n;
  this.ctimeMs = ctimeNs / 1000000n;
  this.birthtimeMs = birthtimeNs / 1000000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}
defineTimes(BigIntStats, (stats, name) => new Date(Number(stats[`${name}Ms`])), (stats, name) => stats[`${name}Ns`]);
BigIntStats.prototype._checkModeProperty = function(property) {
  return (this.mode & BigInt(S_IFMT)) === BigInt(property);
};

class StatFs {
  constructor(type, bsize, frsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.frsize = frsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

/** The numbers of an op's stat: ten fields, then seconds and nanoseconds of four times. */
function statFields(buffer, bigint) {
  return bigint ? new BigInt64Array(buffer) : new Float64Array(buffer);
}

/** A Stats or BigIntStats from what a stat op returned; undefined stays undefined. */
function statsFromOp(buffer, bigint) {
  if (buffer === undefined) return undefined;
  const a = statFields(buffer, bigint);
  if (bigint) {
    const ns = (i) => a[i] * 1000000000n + a[i + 1];
    return new BigIntStats(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], ns(10), ns(12), ns(14), ns(16));
  }
  const ms = (i) => a[i] * 1e3 + a[i + 1] / 1e6;
  return new Stats(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], ms(10), ms(12), ms(14), ms(16),
    a[11], a[13], a[15], a[17]);
}

/** What watchers report for a file that is not there. */
function emptyStats(bigint) {
  return statsFromOp(new ArrayBuffer(144), bigint);
}

function statFsFromOp(buffer, bigint) {
  const a = statFields(buffer, bigint);
  return new StatFs(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
}

// The public constructor is deprecated, internal ones are not: same prototype, other function.
const deprecatedStats = require('internal/util').deprecate(function(...args) {
  return new.target !== undefined ? ReflectConstruct(Stats, args, new.target) : ReflectApply(Stats, this, args);
}, 'fs.Stats constructor is deprecated.', 'DEP0180');
deprecatedStats.prototype = Stats.prototype;
ObjectDefineProperty(deprecatedStats, 'length', { __proto__: null, value: Stats.length, configurable: true });

module.exports = { Stats, BigIntStats, StatFs, deprecatedStats, emptyStats, statFields, statFsFromOp, statsFromOp };
