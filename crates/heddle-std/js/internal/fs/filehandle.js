// FileHandle: a file descriptor as an object, for promises. https://nodejs.org/api/fs.html#class-filehandle
'use strict';

const {
  ArrayBufferIsView,
  Error,
  ErrorCaptureStackTrace,
  Promise,
  PromisePrototypeThen,
  PromiseResolve,
  SafeFinalizationRegistry,
  Symbol,
  SymbolAsyncDispose,
} = primordials;
const EventEmitter = require('node/events');
const { codes } = require('internal/errors');
const { parseFileMode, validateBuffer, validateInteger } = require('internal/validators');
const {
  kEmptyObject, toUnixTimestamp, validateBufferArray, validateId, validateStringOrView, writePosition,
} = require('internal/fs/validate');
const { checkRead, checkWrite, knownEncoding, newReadBuffer, writeText } = require('internal/fs/descriptors');

const { dataCloneError, kTransfer, kTransferCheck, register } = require('internal/worker/platform');

const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kLock = Symbol('kLock');
const kClosing = Symbol('kClosing');

/** A promise of an asynchronous op: `callOp('op_fs_x', …arguments)`. */
function callOp(name, ...args) {
  return new Promise((resolve, reject) => {
    ops[name](...args, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

// A handle that nobody closed would leak its descriptor; since 25 that is an error, as it is up to the collector when it happens.
const forgotten = new SafeFinalizationRegistry(closeForgotten);
function closeForgotten(state) {
  if (state.fd === -1) return;
  const { fd, path } = state;
  state.fd = -1;
  ops.op_fs_handle_close(fd, () => {});
  const error = new Error('A FileHandle object was closed during garbage collection. ' +
    'This used to be allowed with a deprecation warning but is now considered an error. ' +
    `Please close FileHandle objects explicitly. File descriptor: ${fd}${path === undefined ? '' : ` (${path})`}`);
  error.code = 'ERR_INVALID_STATE';
  // Nothing of the program is on the stack.
  ErrorCaptureStackTrace(error, closeForgotten);
  require('internal/ticks').triggerUncaught(error, false);
}

function closedError(syscall) {
  const error = new Error('file closed');
  error.code = 'EBADF';
  error.syscall = syscall;
  return error;
}

class FileHandle extends EventEmitter {
  // Apart from the handle, so that the registry can reach the descriptor without keeping the handle.
  #state;
  // Users of the descriptor: the owner and the operations under way. The last one to go closes it.
  #refs = 1;
  #closePromise = null;
  #closeResolve;
  #closeReject;
  #locked = false;

  constructor(fd, path) {
    super();
    this.#state = { __proto__: null, fd, path };
    forgotten.register(this, this.#state, this.#state);
  }

  getAsyncId() {
    return 0;
  }

  get fd() {
    return this.#state.fd;
  }

  // Keeps the descriptor open while `operation` runs.
  async #use(syscall, operation) {
    if (this.#state.fd === -1) throw closedError(syscall);
    this.#refs++;
    try {
      return await operation(this.#state.fd);
    } finally {
      this[kUnref]();
    }
  }

  appendFile(data, options) {
    return this.#use('writeFile', () => require('internal/fs/handle_files').writeHandle(this, data, options));
  }

  chmod(mode) {
    return this.#use('fchmod', async (fd) => { await callOp('op_fs_fchmod', fd, parseFileMode(mode, 'mode')); });
  }

  chown(uid, gid) {
    return this.#use('fchown', async (fd) => {
      await callOp('op_fs_fchown', fd, validateId(uid, 'uid'), validateId(gid, 'gid'));
    });
  }

  datasync() {
    return this.#use('fdatasync', async (fd) => { await callOp('op_fs_fdatasync', fd); });
  }

  sync() {
    return this.#use('fsync', async (fd) => { await callOp('op_fs_fsync', fd); });
  }

  /** read(buffer, offset, length, position), read(buffer, options) or read(options). */
  read(buffer, offset, length, position) {
    return this.#use('read', async (fd) => {
      let params = kEmptyObject;
      if (!ArrayBufferIsView(buffer)) {
        const { validateObject } = require('internal/validators');
        if (buffer != null) validateObject(buffer, 'options');
        params = buffer ?? kEmptyObject;
        ({ buffer = newReadBuffer() } = params);
        ({ offset = 0, length = buffer?.byteLength - offset, position = null } = params);
      } else if (offset !== null && typeof offset === 'object') {
        ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
      }
      validateBuffer(buffer);
      length ??= buffer.byteLength - (offset ?? 0);
      const checked = buffer.byteLength === 0 ? { length: 0 } : checkRead(buffer, offset, length, position);
      if (checked.length === 0) return { __proto__: null, bytesRead: 0, buffer };
      const bytesRead = await callOp('op_fs_read', fd, buffer, checked.offset, checked.length, checked.position);
      return { __proto__: null, bytesRead, buffer };
    });
  }

  readv(buffers, position) {
    return this.#use('readv', async (fd) => {
      validateBufferArray(buffers);
      const bytesRead = await callOp('op_fs_readv', fd, buffers, writePosition(position));
      return { __proto__: null, bytesRead, buffers };
    });
  }

  readFile(options) {
    return this.#use('readFile', () => require('internal/fs/handle_files').readHandle(this, options));
  }

  /** The lines of the file: an async iterable readline interface. */
  readLines(options = undefined) {
    return require('node/readline').createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  }

  stat(options = kEmptyObject) {
    return this.#use('fstat', async (fd) => {
      const { statsFromOp } = require('internal/fs/stats');
      const bigint = !!options.bigint;
      return statsFromOp(await callOp('op_fs_fstat', fd, bigint), bigint);
    });
  }

  truncate(len = 0) {
    return this.#use('ftruncate', async (fd) => {
      validateInteger(len, 'len');
      await callOp('op_fs_ftruncate', fd, len < 0 ? 0 : len);
    });
  }

  utimes(atime, mtime) {
    return this.#use('futimes', async (fd) => {
      await callOp('op_fs_futimes', fd, toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'));
    });
  }

  /** write(buffer, offset[, length[, position]]), write(buffer[, options]) or write(string[, position[, encoding]]). */
  write(buffer, offset, length, position) {
    return this.#use('write', async (fd) => {
      if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
      if (ArrayBufferIsView(buffer)) {
        const checked = checkWrite(buffer, offset, length, position);
        const bytesWritten = await callOp('op_fs_write', fd, buffer, checked.offset, checked.length, checked.position);
        return { __proto__: null, bytesWritten, buffer };
      }
      validateStringOrView(buffer, 'buffer');
      require('internal/validators').validateEncoding(buffer, length);
      const bytesWritten = await new Promise((resolve, reject) => {
        writeText(fd, buffer, writePosition(offset), knownEncoding(length), (error, written) => {
          if (error) reject(error);
          else resolve(written);
        });
      });
      return { __proto__: null, bytesWritten, buffer };
    });
  }

  writev(buffers, position) {
    return this.#use('writev', async (fd) => {
      validateBufferArray(buffers);
      if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
      const bytesWritten = await callOp('op_fs_writev', fd, buffers, writePosition(position));
      return { __proto__: null, bytesWritten, buffers };
    });
  }

  writeFile(data, options) {
    return this.#use('writeFile', () => require('internal/fs/handle_files').writeHandle(this, data, options));
  }

  /** Closes the file once the operations under way are done. */
  close = () => {
    if (this.#state.fd === -1) return PromiseResolve();
    if (this.#closePromise !== null) return this.#closePromise;
    this.#refs--;
    if (this.#refs === 0) {
      this.#closePromise = this.#closeNow();
    } else {
      this.#closePromise = new Promise((resolve, reject) => {
        this.#closeResolve = resolve;
        this.#closeReject = reject;
      });
    }
    const forget = () => { this.#closePromise = null; };
    PromisePrototypeThen(this.#closePromise, forget, forget);
    this.emit('close');
    return this.#closePromise;
  };

  // To another thread: the handle that arrives owns the descriptor, this one is closed. Messages that are never read
  // close it.
  [kTransferCheck]() {
    if (this.#state.fd === -1) throw dataCloneError('Cannot transfer a closed FileHandle');
    if (this.#refs > 1) throw dataCloneError('Cannot transfer FileHandle while in use');
  }
  [kTransfer]() {
    this[kTransferCheck]();
    const { fd, path } = this.#state;
    this.#state.fd = -1;
    forgotten.unregister(this.#state);
    const parcel = ops.op_descriptor_pack(fd);
    return ['FileHandle', { parcel, path }, [parcel]];
  }

  async #closeNow() {
    const { fd } = this.#state;
    this.#state.fd = -1;
    forgotten.unregister(this.#state);
    await callOp('op_fs_handle_close', fd);
  }

  /** A byte stream over the file's content. https://nodejs.org/api/fs.html#filehandlereadablewebstreamoptions */
  readableWebStream(options = kEmptyObject) {
    return require('internal/fs/handle_files').readableWebStream(this, options);
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  async [SymbolAsyncDispose]() {
    await this.close();
  }

  // For what uses the descriptor beyond one operation (streams).
  [kRef]() {
    this.#refs++;
  }
  [kUnref]() {
    this.#refs--;
    if (this.#refs !== 0) return;
    PromisePrototypeThen(this.#closeNow(), this.#closeResolve, this.#closeReject);
  }
  get [kClosing]() {
    return this.#closePromise !== null;
  }
  // Only one web stream can read from a handle.
  [kLock]() {
    if (this.#locked) throw new codes.ERR_INVALID_STATE('The FileHandle is locked');
    this.#locked = true;
  }
}

register('FileHandle', ({ parcel, path }) => new FileHandle(ops.op_descriptor_unpack(parcel), path));

const isFileHandle = (value) => value !== null && typeof value === 'object' && value instanceof FileHandle;

module.exports = { FileHandle, callOp, isFileHandle, kClosing, kLock, kRef, kUnref };
