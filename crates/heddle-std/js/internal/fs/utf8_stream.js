// fs.Utf8Stream: appends text to a file quickly; for logs. https://nodejs.org/api/fs.html#class-fsutf8stream
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ArrayPrototypeUnshift,
  MathMax,
  SymbolDispose,
} = primordials;
const EventEmitter = require('node/events');
const { codes } = require('internal/errors');
const {
  validateBoolean, validateFunction, validateObject, validateOneOf, validateUint32,
} = require('internal/validators');
const { kEmptyObject } = require('internal/fs/validate');

const kBusyDelay = 100;
const kMaxWrite = 16 * 1024;
const kUsedFunctions = ['write', 'writeSync', 'fsync', 'fsyncSync', 'close', 'open', 'openSync', 'mkdir', 'mkdirSync'];

const nextTick = (...args) => require('internal/ticks').nextTick(...args);
const bufferClass = () => require('node/buffer').Buffer;
const isBusy = (error) => error.code === 'EAGAIN' || error.code === 'EBUSY';
const destroyedError = () => new codes.ERR_INVALID_STATE('Utf8Stream is destroyed');

class Utf8Stream extends EventEmitter {
  #fs;
  #fd = -1;
  #file = null;
  #mode;
  #append;
  #mkdir;
  #sync;
  #fsync;
  #minLength;
  #maxLength;
  #maxWrite;
  #contentMode;
  #retryEAGAIN;
  #periodicFlush;
  #timer;
  // Text or bytes still to be written, in pieces of up to maxWrite, and how long they are together.
  #queue = [];
  #length = 0;
  #mark;
  #writing = false;
  #opening = false;
  #reopening = false;
  #ending = false;
  #destroyed = false;
  #flushWanted = false;

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    const {
      fd, dest, minLength = 0, maxLength = 0, maxWrite = kMaxWrite, periodicFlush = 0, sync = false, append = true,
      mkdir = false, fsync = false, contentMode = 'utf8', mode, retryEAGAIN = () => true, fs = require('node/fs'),
    } = options;
    super();
    const target = fd ?? dest;
    if (typeof target !== 'number' && typeof target !== 'string') {
      throw new codes.ERR_INVALID_ARG_TYPE('fd', ['number', 'string'], target);
    }
    validateUint32(minLength, 'options.minLength');
    validateUint32(maxLength, 'options.maxLength');
    validateUint32(maxWrite, 'options.maxWrite');
    validateUint32(periodicFlush, 'options.periodicFlush');
    validateBoolean(sync, 'options.sync');
    validateBoolean(append, 'options.append');
    validateBoolean(mkdir, 'options.mkdir');
    validateBoolean(fsync, 'options.fsync');
    validateFunction(retryEAGAIN, 'options.retryEAGAIN');
    validateOneOf(contentMode, 'options.contentMode', ['buffer', 'utf8']);
    validateObject(fs, 'options.fs');
    for (let i = 0; i < kUsedFunctions.length; i++) {
      const used = fs[kUsedFunctions[i]];
      if (used !== undefined) validateFunction(used, `options.fs.${kUsedFunctions[i]}`);
    }
    this.#maxWrite = maxWrite || kMaxWrite;
    if (minLength >= this.#maxWrite) {
      throw new codes.ERR_INVALID_ARG_VALUE.RangeError('minLength', minLength, `should be smaller than maxWrite (${this.#maxWrite})`);
    }
    this.#fs = { __proto__: null, ...require('node/fs'), ...fs };
    this.#minLength = minLength;
    this.#maxLength = maxLength;
    this.#mark = MathMax(minLength, kMaxWrite);
    this.#periodicFlush = periodicFlush;
    this.#sync = sync;
    this.#append = append;
    this.#mkdir = mkdir;
    this.#fsync = fsync;
    this.#contentMode = contentMode;
    this.#mode = mode;
    this.#retryEAGAIN = retryEAGAIN;
    if (typeof target === 'number') {
      this.#fd = target;
      nextTick(() => this.emit('ready'));
    } else this.#open(target);
    if (periodicFlush > 0) {
      this.#timer = require('node/timers').setInterval(() => this.flush(), periodicFlush);
      this.#timer.unref();
    }
  }

  get mode() { return this.#mode; }
  get file() { return this.#file; }
  get fd() { return this.#fd; }
  get minLength() { return this.#minLength; }
  get maxLength() { return this.#maxLength; }
  get writing() { return this.#writing; }
  get sync() { return this.#sync; }
  get fsync() { return this.#fsync; }
  get append() { return this.#append; }
  get periodicFlush() { return this.#periodicFlush; }
  get contentMode() { return this.#contentMode; }
  get mkdir() { return this.#mkdir; }

  /** Returns whether more can be written without waiting for 'drain'. */
  write(data) {
    if (this.#destroyed) throw destroyedError();
    if (this.#contentMode === 'buffer') {
      if (!require('internal/fs/validate').isUint8Array(data)) {
        throw new codes.ERR_INVALID_ARG_TYPE('data', 'Buffer', data);
      }
    } else if (typeof data !== 'string') throw new codes.ERR_INVALID_ARG_TYPE('data', 'string', data);
    if (this.#maxLength > 0 && this.#length + data.length > this.#maxLength) {
      this.emit('drop', data);
      return this.#length < this.#mark;
    }
    this.#enqueue(data);
    if (!this.#writing && this.#length >= this.#minLength) this.#writeNext();
    return this.#length < this.#mark;
  }

  // Small pieces are put together, so that they become one system call.
  #enqueue(data) {
    const queue = this.#queue;
    const last = queue.length - 1;
    this.#length += data.length;
    if (last < 0 || queue[last].length + data.length > this.#maxWrite || typeof queue[last] !== typeof data) {
      ArrayPrototypePush(queue, data);
    } else if (typeof data === 'string') queue[last] += data;
    else queue[last] = bufferClass().concat([queue[last], data]);
  }

  #open(file) {
    this.#opening = true;
    this.#writing = true;
    const flags = this.#append ? 'a' : 'w';
    const opened = (error, fd) => {
      this.#opening = false;
      this.#writing = false;
      if (error) {
        this.#reopening = false;
        this.emit('error', error);
        return;
      }
      const previous = this.#reopening ? this.#fd : -1;
      this.#fd = fd;
      this.#file = file;
      this.#reopening = false;
      if (previous >= 0 && previous !== fd) this.#fs.close(previous, (closeError) => closeError && this.emit('error', closeError));
      if (this.#destroyed) return this.#closeFile();
      this.emit('ready');
      if (this.#destroyed || this.#writing) return;
      if (this.#ending || this.#flushWanted || (this.#length > 0 && this.#length >= this.#minLength)) this.#writeNext();
    };
    const { dirname } = require('node/path');
    if (this.#sync) {
      if (this.#mkdir) this.#fs.mkdirSync(dirname(file), { recursive: true });
      const fd = this.#fs.openSync(file, flags, this.#mode);
      this.#opening = false;
      this.#writing = false;
      // At once, as the caller may write right away; the event comes when it can be listened to.
      const previous = this.#reopening ? this.#fd : -1;
      this.#reopening = false;
      this.#fd = fd;
      this.#file = file;
      if (previous >= 0) this.#fs.close(previous, (closeError) => closeError && this.emit('error', closeError));
      nextTick(() => this.emit('ready'));
    } else if (this.#mkdir) {
      this.#fs.mkdir(dirname(file), { recursive: true }, (error) => {
        if (error) opened(error);
        else this.#fs.open(file, flags, this.#mode, opened);
      });
    } else this.#fs.open(file, flags, this.#mode, opened);
  }

  #writeNext() {
    if (this.#opening) return;
    this.#writing = true;
    if (this.#queue.length === 0) {
      this.#wrote();
      return;
    }
    const piece = ArrayPrototypeShift(this.#queue);
    if (this.#sync) {
      let written;
      try {
        written = typeof piece === 'string' ? this.#fs.writeSync(this.#fd, piece, 'utf8') : this.#fs.writeSync(this.#fd, piece);
      } catch (error) {
        this.#failed(error, piece);
        return;
      }
      this.#advance(piece, written);
    } else {
      const done = (error, written) => {
        if (error) this.#failed(error, piece);
        else this.#advance(piece, written);
      };
      if (typeof piece === 'string') this.#fs.write(this.#fd, piece, null, 'utf8', done);
      else this.#fs.write(this.#fd, piece, 0, piece.length, null, done);
    }
  }

  #failed(error, piece) {
    ArrayPrototypeUnshift(this.#queue, piece);
    if (isBusy(error) && this.#retryEAGAIN(error, piece.length, this.#length - piece.length)) {
      if (this.#sync) {
        require('internal/util').sleep(kBusyDelay);
        this.#writeNext();
      } else require('node/timers').setTimeout(() => this.#writeNext(), kBusyDelay);
      return;
    }
    this.#writing = false;
    this.emit('error', error);
  }

  // What is left of a piece after a short write stays, as bytes: it may begin within a character.
  #takeWritten(piece, written) {
    const bytes = typeof piece === 'string' ? bufferClass().byteLength(piece) : piece.length;
    this.#length -= piece.length;
    if (written >= bytes) return;
    const rest = (typeof piece === 'string' ? bufferClass().from(piece) : piece).subarray(written);
    this.#length += rest.length;
    ArrayPrototypeUnshift(this.#queue, rest);
  }

  #advance(piece, written) {
    this.#takeWritten(piece, written);
    this.emit('write', written);
    if (this.#fsync) this.#fs.fsyncSync(this.#fd);
    this.#wrote();
  }

  #wrote() {
    if (this.#destroyed) {
      this.#writing = false;
      this.#closeFile();
      return;
    }
    const all = this.#ending || this.#flushWanted || this.#reopening;
    if (this.#queue.length > 0 && (all || this.#length >= this.#minLength)) {
      this.#writeNext();
      return;
    }
    this.#writing = false;
    this.#flushWanted = false;
    if (this.#reopening) {
      const file = this.#reopening;
      this.#open(file);
    } else if (this.#ending) this.#closeFile();
    else if (this.#sync) nextTick(() => this.emit('drain'));
    else this.emit('drain');
  }

  /** Writes what is buffered, whatever minLength says; then calls `callback(error)`. */
  flush(callback) {
    if (callback !== undefined && callback !== null) validateFunction(callback, 'cb');
    if (this.#destroyed) {
      callback?.(destroyedError());
      return;
    }
    if (callback) {
      const onDrain = () => {
        this.removeListener('error', onError);
        // What was flushed shall also survive a crash of the machine; descriptors such as pipes know no fsync.
        if (this.#destroyed || this.#fd < 0) return callback();
        this.#fs.fsync(this.#fd, (error) => callback(error && error.code !== 'EBADF' && error.code !== 'EINVAL' ? error : undefined));
      };
      const onError = (error) => {
        this.removeListener('drain', onDrain);
        callback(error);
      };
      this.once('drain', onDrain);
      this.once('error', onError);
    }
    this.#flushWanted = true;
    if (!this.#writing) this.#writeNext();
  }

  flushSync() {
    if (this.#destroyed) throw destroyedError();
    if (this.#fd < 0) throw new codes.ERR_INVALID_STATE('Invalid file descriptor');
    while (this.#queue.length > 0) {
      const piece = this.#queue[0];
      let written;
      try {
        written = typeof piece === 'string' ? this.#fs.writeSync(this.#fd, piece, 'utf8') : this.#fs.writeSync(this.#fd, piece);
      } catch (error) {
        if (!isBusy(error) || !this.#retryEAGAIN(error, piece.length, this.#length - piece.length)) throw error;
        require('internal/util').sleep(kBusyDelay);
        continue;
      }
      ArrayPrototypeShift(this.#queue);
      this.#takeWritten(piece, written);
    }
    try {
      this.#fs.fsyncSync(this.#fd);
    } catch (error) {
      if (error.code !== 'EINVAL' && error.code !== 'EBADF') throw error;
    }
  }

  /** Goes on in another file, or in the same name anew: for log rotation. */
  reopen(file) {
    if (this.#destroyed) throw destroyedError();
    if (this.#opening) {
      this.once('ready', () => this.reopen(file));
      return;
    }
    if (this.#ending) return;
    file ||= this.#file;
    if (!file) {
      throw new codes.ERR_OPERATION_FAILED('Unable to reopen a file descriptor, you must pass a file to SonicBoom');
    }
    this.#reopening = file;
    if (!this.#writing) this.#open(file);
  }

  /** Writes the rest and closes. */
  end() {
    if (this.#destroyed) throw destroyedError();
    if (this.#ending) return;
    this.#ending = true;
    if (this.#writing) return;
    if (this.#fd >= 0) this.#writeNext();
  }

  /** Closes without writing what is buffered. */
  destroy() {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#queue = [];
    this.#length = 0;
    if (!this.#writing) this.#closeFile();
  }

  #closeFile() {
    const finished = !this.#destroyed;
    this.#destroyed = true;
    this.#queue = [];
    this.#length = 0;
    if (this.#timer !== undefined) require('node/timers').clearInterval(this.#timer);
    const fd = this.#fd;
    this.#fd = -1;
    const done = (error) => {
      if (error) {
        this.emit('error', error);
        return;
      }
      if (finished) this.emit('finish');
      this.emit('close');
    };
    // The standard streams belong to the process.
    if (fd < 0 || fd === 1 || fd === 2) nextTick(done);
    else if (this.#sync) this.#fs.close(fd, done);
    else this.#fs.fsync(fd, () => this.#fs.close(fd, done));
  }

  [SymbolDispose]() {
    this.destroy();
  }
}

module.exports = { Utf8Stream };
