// Argument checks of node:fs, with Node's codes and messages.
'use strict';

const {
  ArrayBufferIsView,
  ArrayIsArray,
  DateNow,
  DatePrototypeGetTime,
  NumberIsFinite,
  NumberIsInteger,
  ObjectAssign,
  ObjectFreeze,
  StringPrototypeIncludes,
  TypedArrayPrototypeIncludes,
} = primordials;
const { codes } = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInt32,
  validateInteger,
  validateObject,
  validateUint32,
} = require('internal/validators');
const { constants } = require('internal/fs/constants');

/** Linux limits one read or write to this many bytes, as libuv does. */
const kIoMaxLength = 2 ** 31 - 1;
const kEmptyObject = ObjectFreeze({ __proto__: null });

const isUint8Array = (value) => require('node/util/types').isUint8Array(value);
const isDate = (value) => require('node/util/types').isDate(value);

function isPathUrl(value) {
  return value !== null && typeof value === 'object' && value.href && value.protocol && value.auth === undefined &&
    value.path === undefined;
}

/** A path argument as the string or bytes that the ops take. */
function getValidatedPath(value, name = 'path') {
  if (typeof value === 'string') {
    if (StringPrototypeIncludes(value, '\u0000')) {
      throw new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a string, Uint8Array, or URL without null bytes');
    }
    return value;
  }
  if (isPathUrl(value)) return getValidatedPath(require('internal/url/file').fileURLToPath(value), name);
  if (!isUint8Array(value)) throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
  if (TypedArrayPrototypeIncludes(value, 0)) {
    throw new codes.ERR_INVALID_ARG_VALUE(name, value, 'must be a string, Uint8Array, or URL without null bytes');
  }
  return value;
}

/** The path of a `new URL('file:…')`; other values as they are. */
function toPathIfFileURL(value) {
  return isPathUrl(value) ? require('internal/url/file').fileURLToPath(value) : value;
}

function getValidatedFd(fd, name = 'fd') {
  // -0 counts as 0.
  if (typeof fd === 'number' && fd === 0) return 0;
  validateInt32(fd, name, 0);
  return fd;
}

const isUserFd = (value) => typeof value === 'number' && NumberIsInteger(value) && value >= 0 && value <= 2147483647;

/** The callback of a callback function, checked. */
function makeCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

/** For functions without a result: the user's callback gets exactly one argument. */
function makeVoidCallback(callback) {
  validateFunction(callback, 'cb');
  return (error) => callback(error ?? null);
}

function assertEncoding(encoding) {
  if (encoding && !require('node/buffer').Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

/** Options given as an object, or an encoding, or nothing (or the callback in their place). */
function getOptions(options, defaults = kEmptyObject) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') options = { __proto__: null, ...defaults, encoding: options };
  else if (typeof options !== 'object') throw new codes.ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

/** Whether names are wanted as strings in UTF-8, which the ops make themselves. */
const isUtf8Encoding = (encoding) => encoding == null || encoding === 'utf8' || encoding === 'utf-8' || encoding === '';

/** What an encoding option makes of bytes that an op returned. */
function decodeBytes(value, encoding) {
  if (isUtf8Encoding(encoding) || value == null) return value;
  const { Buffer } = require('node/buffer');
  const buffer = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

function checkAborted(signal, callback) {
  if (!signal?.aborted) return false;
  const { AbortError } = require('internal/errors');
  callback(new AbortError(undefined, { __proto__: null, cause: signal.reason }));
  return true;
}

function validateOffsetLengthRead(offset, length, byteLength) {
  if (offset < 0) throw new codes.ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > byteLength) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
}

function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new codes.ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) throw new codes.ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  if (length < 0) throw new codes.ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

/** A read's position as the ops take it: -1 is the file's own position. */
function readPosition(position, length) {
  if (position == null) return -1;
  if (typeof position === 'number') {
    validateInteger(position, 'position', -1);
    return position;
  }
  if (typeof position === 'bigint') {
    const max = 2n ** 63n - 1n - primordials.BigInt(length);
    if (!(position >= -1n && position <= max)) throw new codes.ERR_OUT_OF_RANGE('position', `>= -1 && <= ${max}`, position);
    return primordials.Number(position);
  }
  throw new codes.ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
}

/** A write's position: whatever is not a number means the file's own position. */
const writePosition = (position) => (typeof position === 'number' && position >= 0 ? position : -1);

function validateBufferArray(buffers, name = 'buffers') {
  if (!ArrayIsArray(buffers)) throw new codes.ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!ArrayBufferIsView(buffers[i])) throw new codes.ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

function validateStringOrView(value, name) {
  if (typeof value !== 'string' && !ArrayBufferIsView(value)) {
    throw new codes.ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

// Node's native side words these two by itself.
function modeError(code, message, mode) {
  const error = new codes[code]('mode', 'integer', mode);
  error.message = message;
  return require('internal/errors').recapture(error, getValidMode);
}
/** The mode of access() and copyFile(): a mask of three bits. */
function getValidMode(mode) {
  if (mode == null) return 0;
  if (typeof mode !== 'number') throw modeError('ERR_INVALID_ARG_TYPE', 'mode must be int32 or null/undefined', mode);
  if (mode < 0 || mode > 7) throw modeError('ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7', mode);
  return mode | 0;
}

const { O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY } = constants;
const kFlags = {
  __proto__: null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC, 'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC, 'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL, 'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL, 'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL, 'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC, 'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL, 'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC, 'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

/** open(2)'s flags from 'r+' and the like. https://nodejs.org/api/fs.html#file-system-flags */
function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const value = typeof flags === 'string' ? kFlags[flags] : undefined;
  if (value === undefined) throw new codes.ERR_INVALID_ARG_VALUE(name, flags);
  return value;
}

/** Seconds since the epoch of a time argument. */
function toUnixTimestamp(time, name = 'time') {
  // eslint-disable-next-line eqeqeq -- a numeric string counts.
  if (typeof time === 'string' && +time == time) return +time;
  if (NumberIsFinite(time)) return time < 0 ? DateNow() / 1000 : time;
  if (isDate(time)) return DatePrototypeGetTime(time) / 1000;
  throw new codes.ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

const kRmDefaults = { __proto__: null, recursive: false, force: false, retryDelay: 100, maxRetries: 0 };
/** rm()'s options with the defaults filled in. */
function validateRmOptions(options) {
  if (options === undefined) return kRmDefaults;
  validateObject(options, 'options');
  options = ObjectAssign({ __proto__: null }, kRmDefaults, options);
  validateBoolean(options.force, 'options.force');
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

function validateId(id, name) {
  validateInteger(id, name, -1, 4294967295);
  return id;
}

module.exports = {
  assertEncoding,
  checkAborted,
  decodeBytes,
  getOptions,
  getValidMode,
  getValidatedFd,
  getValidatedPath,
  isUint8Array,
  isUserFd,
  isUtf8Encoding,
  kEmptyObject,
  kIoMaxLength,
  makeCallback,
  makeVoidCallback,
  readPosition,
  stringToFlags,
  toPathIfFileURL,
  toUnixTimestamp,
  validateBufferArray,
  validateId,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validateRmOptions,
  validateStringOrView,
  writePosition,
};
