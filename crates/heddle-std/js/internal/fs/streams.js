// fs.ReadStream and fs.WriteStream. https://nodejs.org/api/fs.html#class-fsreadstream
'use strict';

const {
  FunctionPrototypeBind,
  MathMin,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
  ReflectApply,
  Symbol,
} = primordials;
const { Readable, Writable, finished } = require('node/stream');
const { aggregateTwoErrors, codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { getOptions, getValidatedFd, getValidatedPath, kEmptyObject, toPathIfFileURL } = require('internal/fs/validate');

const kIoDone = Symbol('kIoDone');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');

const nextTick = (...args) => require('internal/ticks').nextTick(...args);

function errorOrDestroy(stream, error) {
  require('internal/vendor').requireVendored('readable-stream/lib/internal/streams/destroy').errorOrDestroy(stream, error);
}

/** The functions of `fs` that a stream uses, on a FileHandle. */
function handleOperations(handle) {
  const { kUnref } = require('internal/fs/filehandle');
  return {
    __proto__: null,
    open() { throw new codes.ERR_METHOD_NOT_IMPLEMENTED('open()'); },
    close(fd, callback) {
      handle[kUnref]();
      PromisePrototypeThen(handle.close(), () => callback(), callback);
    },
    fsync(fd, callback) {
      PromisePrototypeThen(handle.sync(), () => callback(), callback);
    },
    read(fd, buffer, offset, length, position, callback) {
      PromisePrototypeThen(handle.read(buffer, offset, length, position),
        (result) => callback(null, result.bytesRead, result.buffer), (error) => callback(error, 0, buffer));
    },
    write(fd, buffer, offset, length, position, callback) {
      PromisePrototypeThen(handle.write(buffer, offset, length, position),
        (result) => callback(null, result.bytesWritten, result.buffer), (error) => callback(error, 0, buffer));
    },
    writev(fd, buffers, position, callback) {
      PromisePrototypeThen(handle.writev(buffers, position),
        (result) => callback(null, result.bytesWritten, result.buffers), (error) => callback(error, 0, buffers));
    },
  };
}

/** The descriptor in `options.fd`, a number or a FileHandle; sets which functions the stream calls. */
function importFd(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || require('node/fs');
    return options.fd;
  }
  const { isFileHandle, kRef } = require('internal/fs/filehandle');
  if (isFileHandle(options.fd)) {
    const handle = options.fd;
    if (options.fs) throw new codes.ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = handle;
    stream[kFs] = handleOperations(handle);
    handle[kRef]();
    handle.on('close', FunctionPrototypeBind(stream.close, stream));
    return handle.fd;
  }
  throw new codes.ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

/** Opens the file of a stream that was given a path. */
function _construct(callback) {
  if (typeof this.fd === 'number') {
    callback();
    return;
  }
  if (typeof this.open === 'function') {
    // Packages replace open() on the prototype; they report by events.
    const emit = this.emit;
    this.emit = function(...args) {
      if (args[0] === 'open') {
        this.emit = emit;
        callback();
      } else if (args[0] === 'error') {
        this.emit = emit;
        callback(args[1]);
        return;
      }
      return ReflectApply(emit, this, args);
    };
    this.open();
    return;
  }
  this[kFs].open(this.path, this.flags, this.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    this.fd = fd;
    callback();
    this.emit('open', this.fd);
    this.emit('ready');
  });
}

function closeNow(stream, error, callback) {
  stream[kFs].close(stream.fd, (closeError) => callback(closeError || error));
  stream.fd = null;
}

/** Closes the file when the stream is destroyed, flushed first if the stream was asked to. */
function closeFile(stream, error, callback) {
  if (stream.fd === null) {
    // Never opened: nothing to close.
    callback(error);
    return;
  }
  if (!stream.flush) {
    closeNow(stream, error, callback);
    return;
  }
  stream[kFs].fsync(stream.fd, (flushError) => {
    const failure = flushError === null || flushError === undefined ? error : aggregateTwoErrors(flushError, error);
    closeNow(stream, failure, callback);
  });
}

// A descriptor must not be closed under a read or write: its number could be given to another file meanwhile.
function destroyStream(error, callback) {
  if (this[kIsPerformingIO]) this.once(kIoDone, (ioError) => closeFile(this, error || ioError, callback));
  else closeFile(this, error, callback);
}

function autoCloseProperty(stateName) {
  return {
    __proto__: null,
    get() { return this[stateName].autoDestroy; },
    set(value) { this[stateName].autoDestroy = value; },
  };
}
const pendingProperty = {
  __proto__: null,
  get() { return this.fd === null; },
  configurable: true,
};

/** Sets what both streams know of their file: fd, path, flags, mode, and the functions to call. */
function setUpFile(stream, path, options, flags) {
  stream.fd = null;
  if (options.fd != null) {
    stream.fd = getValidatedFd(importFd(stream, options));
    return;
  }
  stream[kFs] = options.fs || require('node/fs');
  validateFunction(stream[kFs].open, 'options.fs.open');
  stream.path = toPathIfFileURL(path);
  stream.flags = options.flags === undefined ? flags : options.flags;
  stream.mode = options.mode === undefined ? 0o666 : options.mode;
  getValidatedPath(stream.path);
}

// ---- ReadStream ------------------------------------------------------------------------------------

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = { __proto__: null, ...getOptions(options, kEmptyObject) };
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;

  setUpFile(this, path, options, 'r');
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  validateFunction(this[kFs].read, 'options.fs.read');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');

  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new codes.ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  ReflectApply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
ObjectSetPrototypeOf(ReadStream.prototype, Readable.prototype);
ObjectSetPrototypeOf(ReadStream, Readable);
ObjectDefineProperty(ReadStream.prototype, 'autoClose', autoCloseProperty('_readableState'));

ReadStream.prototype._construct = _construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ? MathMin(this.end - this.pos + 1, n) : MathMin(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = require('node/buffer').Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos, (error, bytesRead, filled) => {
    this[kIsPerformingIO] = false;
    // Tells _destroy that the descriptor is free.
    if (this.destroyed) {
      this.emit(kIoDone, error);
      return;
    }
    if (error) errorOrDestroy(this, error);
    else if (bytesRead > 0) {
      if (this.pos !== undefined) this.pos += bytesRead;
      this.bytesRead += bytesRead;
      if (bytesRead !== filled.length) {
        // A copy, so that a small piece does not keep the large buffer alive.
        const exact = require('node/buffer').Buffer.allocUnsafeSlow(bytesRead);
        filled.copy(exact, 0, 0, bytesRead);
        filled = exact;
      }
      this.push(filled);
    } else this.push(null);
  });
};
ReadStream.prototype._destroy = destroyStream;
ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};
ObjectDefineProperty(ReadStream.prototype, 'pending', pendingProperty);

// ---- WriteStream -----------------------------------------------------------------------------------

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = { __proto__: null, ...getOptions(options, kEmptyObject) };
  // Chunks come to _write as they were given, as bytes.
  options.decodeStrings = true;

  setUpFile(this, path, options, 'w');
  this.flush = options.flush ?? false;
  validateBoolean(this.flush, 'options.flush');
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (!this[kFs].write && !this[kFs].writev) validateFunction(this[kFs].write, 'options.fs.write');
  if (this[kFs].write) validateFunction(this[kFs].write, 'options.fs.write');
  if (this[kFs].writev) validateFunction(this[kFs].writev, 'options.fs.writev');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');
  if (this.flush) validateFunction(this[kFs].fsync, 'options.fs.fsync');
  // Without one of the two the stream falls back on the other.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;

  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  ReflectApply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
ObjectSetPrototypeOf(WriteStream.prototype, Writable.prototype);
ObjectSetPrototypeOf(WriteStream, Writable);
ObjectDefineProperty(WriteStream.prototype, 'autoClose', autoCloseProperty('_writableState'));

WriteStream.prototype._construct = _construct;

// After a failed or finished write: a destroyed stream waits for it, otherwise `callback` gets the error.
function ioDone(stream, error, callback) {
  stream[kIsPerformingIO] = false;
  if (stream.destroyed) {
    callback(error);
    stream.emit(kIoDone, error);
    return false;
  }
  return true;
}

const kMaxEagainRetries = 5;

/** write(2) may write less than it was given, or nothing when a pipe is full: goes on until all is written. */
function writeAll(stream, data, size, position, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, position, (error, written, buffer) => {
    // EAGAIN, and the same in the words of some file systems.
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) return callback(error || null);
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    if (position !== undefined) position += written;
    if (retries > kMaxEagainRetries) {
      callback(new codes.ERR_SYSTEM_ERROR({
        code: 'EAGAIN', message: 'write failed after retries', errno: -11, syscall: 'write',
      }));
    } else if (size) writeAll(stream, buffer.slice(written), size, position, callback, retries);
    else callback();
  });
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos, (error) => {
    if (ioDone(this, error, callback)) callback(error);
  });
  if (this.pos !== undefined) this.pos += data.length;
};

function writevAll(stream, chunks, size, position, callback, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, position, (error, written, buffers) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      written = 0;
    }
    if (stream.destroyed || error) return callback(error || null);
    stream.bytesWritten += written;
    retries = written ? 0 : retries + 1;
    size -= written;
    if (position !== undefined) position += written;
    if (retries > kMaxEagainRetries) {
      callback(new codes.ERR_SYSTEM_ERROR({
        code: 'EAGAIN', message: 'writev failed after retries', errno: -11, syscall: 'writev',
      }));
    } else if (size) {
      writevAll(stream, [require('node/buffer').Buffer.concat(buffers).slice(written)], size, position, callback, retries);
    } else callback();
  });
}

WriteStream.prototype._writev = function(data, callback) {
  const chunks = [];
  let size = 0;
  for (let i = 0; i < data.length; i++) {
    const { chunk } = data[i];
    chunks[i] = chunk;
    size += chunk.length;
  }
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos, (error) => {
    if (ioDone(this, error, callback)) callback(error);
  });
  if (this.pos !== undefined) this.pos += size;
};
WriteStream.prototype._destroy = destroyStream;
WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose 'close' would not come after the last write by itself.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};
// There is no shutdown() for files.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;
ObjectDefineProperty(WriteStream.prototype, 'pending', pendingProperty);

module.exports = { ReadStream, WriteStream };
