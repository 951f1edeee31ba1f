// Functions on file descriptors: open, close, read, write, sync. https://nodejs.org/api/fs.html#fsopenpath-flags-mode-callback
'use strict';

const { ArrayBufferIsView, ObjectDefineProperty } = primordials;
const { codes } = require('internal/errors');
const {
  parseFileMode, validateBuffer, validateEncoding, validateFunction, validateInteger, validateObject,
} = require('internal/validators');
const {
  getValidatedFd, getValidatedPath, isUtf8Encoding, kEmptyObject, makeCallback, makeVoidCallback, readPosition, stringToFlags,
  validateBufferArray, validateOffsetLengthRead, validateOffsetLengthWrite, validateStringOrView, writePosition,
} = require('internal/fs/validate');
const { customPromisifyArgs } = require('internal/util');

const kDefaultReadSize = 16 * 1024;

// Several arguments after the error become one object under util.promisify.
function namePromisedArgs(fn, names) {
  ObjectDefineProperty(fn, customPromisifyArgs, { __proto__: null, value: names, enumerable: false });
}

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else mode = parseFileMode(mode, 'mode', 0o666);
  const flagsNumber = stringToFlags(flags);
  ops.op_fs_open(path, flagsNumber, mode, makeCallback(callback));
}
function openSync(path, flags, mode) {
  return ops.op_fs_open(getValidatedPath(path), stringToFlags(flags), parseFileMode(mode, 'mode', 0o666));
}

// What close() does when the caller did not want to know.
function throwCloseError(error) {
  if (error != null) throw error;
}
/** https://nodejs.org/api/fs.html#fsclosefd-callback */
function close(fd, callback = throwCloseError) {
  fd = getValidatedFd(fd);
  ops.op_fs_close(fd, callback === throwCloseError ? callback : makeVoidCallback(callback));
}
function closeSync(fd) {
  ops.op_fs_close(getValidatedFd(fd));
}

// ---- read ------------------------------------------------------------------------------------------

/** Checks what read() was given; the length may come out as 0, which needs no system call. */
function checkRead(buffer, offset, length, position) {
  if (offset == null) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length !== 0) {
    if (buffer.byteLength === 0) {
      throw new codes.ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
    }
    validateOffsetLengthRead(offset, length, buffer.byteLength);
  }
  return { __proto__: null, offset, length, position: length === 0 ? -1 : readPosition(position, length) };
}

/**
 * read(fd, buffer, offset, length[, position], callback), read(fd[, options], callback), read(fd, buffer[, options], callback).
 * https://nodejs.org/api/fs.html#fsreadfd-buffer-offset-length-position-callback
 */
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  let params = null;
  if (arguments.length <= 4) {
    if (arguments.length === 4) {
      // (fd, buffer, options, callback)
      validateObject(offsetOrOptions, 'options', 1 /* null is allowed */);
      callback = length;
      params = offsetOrOptions;
    } else if (arguments.length === 3) {
      // (fd, bufferOrOptions, callback)
      if (!ArrayBufferIsView(buffer)) {
        params = buffer;
        ({ buffer = newReadBuffer() } = params ?? kEmptyObject);
      }
      callback = offsetOrOptions;
    } else {
      // (fd, callback)
      callback = buffer;
      buffer = newReadBuffer();
    }
    if (params !== null && params !== undefined) validateObject(params, 'options', 1);
    ({
      offset = 0,
      length = buffer?.byteLength - offset,
      position = null,
    } = params ?? kEmptyObject);
  }
  validateBuffer(buffer);
  validateFunction(callback, 'cb');
  const checked = checkRead(buffer, offset, length, position);
  if (checked.length === 0) {
    require('internal/ticks').nextTick(callback, null, 0, buffer);
    return;
  }
  ops.op_fs_read(fd, buffer, checked.offset, checked.length, checked.position, (error, bytesRead) => {
    callback(error, bytesRead || 0, buffer);
  });
}
namePromisedArgs(read, ['bytesRead', 'buffer']);

function newReadBuffer() {
  return require('node/buffer').Buffer.alloc(kDefaultReadSize);
}

/** readSync(fd, buffer, offset, length[, position]) or readSync(fd, buffer[, options]). */
function readSync(fd, buffer, offsetOrOptions, length, position) {
  validateBuffer(buffer);
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (offsetOrOptions !== null && typeof offsetOrOptions === 'object')) {
    if (offsetOrOptions !== undefined) validateObject(offsetOrOptions, 'options', 1);
    ({
      offset = 0,
      length = buffer.byteLength - offset,
      position = null,
    } = offsetOrOptions ?? kEmptyObject);
  }
  const checked = checkRead(buffer, offset, length, position);
  if (checked.length === 0) return 0;
  return ops.op_fs_read(fd, buffer, checked.offset, checked.length, checked.position);
}

/** https://nodejs.org/api/fs.html#fsreadvfd-buffers-position-callback */
function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (typeof position === 'function') {
    callback = position;
    position = null;
  }
  validateFunction(callback, 'cb');
  ops.op_fs_readv(fd, buffers, writePosition(position), (error, bytesRead) => callback(error, bytesRead || 0, buffers));
}
namePromisedArgs(readv, ['bytesRead', 'buffers']);

function readvSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  return ops.op_fs_readv(fd, buffers, writePosition(position));
}

// ---- write -----------------------------------------------------------------------------------------

/** Checks what write() was given for a view: offset, length and position, or an options object. */
function checkWrite(buffer, offsetOrOptions, length, position) {
  let offset = offsetOrOptions;
  if (offset !== null && typeof offset === 'object') {
    ({
      offset = 0,
      length = buffer.byteLength - offset,
      position = null,
    } = offsetOrOptions);
  }
  if (offset == null || typeof offset === 'function') offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (typeof length !== 'number') length = buffer.byteLength - offset;
  validateOffsetLengthWrite(offset, length, buffer.byteLength);
  return { __proto__: null, offset, length, position: writePosition(position) };
}

/** Calls the op that writes `text` in the encoding. UTF-8 is encoded natively. */
function writeText(fd, text, position, encoding, callback) {
  if (isUtf8Encoding(encoding)) return ops.op_fs_write_string(fd, text, position, callback);
  const bytes = require('node/buffer').Buffer.from(text, encoding);
  return ops.op_fs_write(fd, bytes, 0, bytes.byteLength, position, callback);
}

/**
 * write(fd, buffer, offset[, length[, position]], callback), write(fd, buffer, options, callback),
 * write(fd, string[, position[, encoding]], callback).
 * https://nodejs.org/api/fs.html#fswritefd-buffer-offset-length-position-callback
 */
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  const done = (error, written) => callback(error, written || 0, buffer);
  if (ArrayBufferIsView(buffer)) {
    callback = callback || position || length || offsetOrOptions;
    validateFunction(callback, 'cb');
    const checked = checkWrite(buffer, offsetOrOptions, length, position);
    ops.op_fs_write(fd, buffer, checked.offset, checked.length, checked.position, done);
    return;
  }
  validateStringOrView(buffer, 'buffer');
  let encoding = 'utf8';
  let at = offsetOrOptions;
  if (typeof position !== 'function') {
    if (typeof offsetOrOptions === 'function') {
      position = offsetOrOptions;
      at = null;
    } else position = length;
  } else encoding = length;
  if (typeof encoding === 'string') validateEncoding(buffer, encoding);
  callback = position;
  validateFunction(callback, 'cb');
  writeText(fd, buffer, writePosition(at), knownEncoding(encoding), done);
}
namePromisedArgs(write, ['bytesWritten', 'buffer']);

/** What is not the name of an encoding means UTF-8 when strings are written. */
function knownEncoding(encoding) {
  return require('node/buffer').Buffer.isEncoding(encoding) ? encoding : 'utf8';
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  if (ArrayBufferIsView(buffer)) {
    const checked = checkWrite(buffer, offsetOrOptions, length, position);
    return ops.op_fs_write(fd, buffer, checked.offset, checked.length, checked.position);
  }
  validateStringOrView(buffer, 'buffer');
  validateEncoding(buffer, length);
  return writeText(fd, buffer, writePosition(offsetOrOptions), knownEncoding(length));
}

/** https://nodejs.org/api/fs.html#fswritevfd-buffers-position-callback */
function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (typeof position === 'function') {
    callback = position;
    position = null;
  }
  validateFunction(callback, 'cb');
  if (buffers.length === 0) {
    require('internal/ticks').nextTick(callback, null, 0, buffers);
    return;
  }
  ops.op_fs_writev(fd, buffers, writePosition(position), (error, written) => callback(error, written || 0, buffers));
}
namePromisedArgs(writev, ['bytesWritten', 'buffers']);

function writevSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  return ops.op_fs_writev(fd, buffers, writePosition(position));
}

// ---- sync ------------------------------------------------------------------------------------------

/** https://nodejs.org/api/fs.html#fsfsyncfd-callback */
function fsync(fd, callback) {
  fd = getValidatedFd(fd);
  ops.op_fs_fsync(fd, makeVoidCallback(callback));
}
function fsyncSync(fd) {
  ops.op_fs_fsync(getValidatedFd(fd));
}
function fdatasync(fd, callback) {
  fd = getValidatedFd(fd);
  ops.op_fs_fdatasync(fd, makeVoidCallback(callback));
}
function fdatasyncSync(fd) {
  ops.op_fs_fdatasync(getValidatedFd(fd));
}

module.exports = {
  checkRead, checkWrite, close, closeSync, fdatasync, fdatasyncSync, fsync, fsyncSync, knownEncoding, newReadBuffer, open,
  openSync, read, readSync, readv, readvSync, write, writeSync, writeText, writev, writevSync,
};
