// fs.Dir: a folder that is read piece by piece. https://nodejs.org/api/fs.html#class-fsdir
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ObjectDefineProperties,
  Promise,
  SafeFinalizationRegistry,
  SymbolAsyncDispose,
  SymbolAsyncIterator,
  SymbolDispose,
} = primordials;
const { codes } = require('internal/errors');
const { validateBoolean, validateFunction, validateUint32 } = require('internal/validators');
const { decodeBytes, getOptions, getValidatedPath, isUtf8Encoding, makeCallback } = require('internal/fs/validate');
const { UV_DIRENT_DIR, kType, pushDirents } = require('internal/fs/dirent');

// A forgotten handle is closed, but not silently: when that happens is up to the collector.
const forgotten = new SafeFinalizationRegistry((state) => {
  if (state.fd === -1) return;
  const { fd } = state;
  state.fd = -1;
  ops.op_fs_dir_close(fd);
  require('node/process').emitWarning('Closing directory handle on garbage collection');
});

const kBytesPerEntry = 280;

class Dir {
  // Apart from the Dir, so that the registry can reach the descriptor without keeping the Dir.
  #state;
  #path;
  #options;
  #closed = false;
  // Dirents read ahead, and folders still to be read (recursive only).
  #entries = [];
  #folders = [];
  #current;
  #ended = false;
  // Operations that wait for the one under way; null when none is.
  #queue = null;

  constructor(handle, path, options) {
    if (handle == null) throw new codes.ERR_MISSING_ARGS('handle');
    this.#state = { __proto__: null, fd: handle };
    this.#path = path;
    this.#current = path;
    this.#options = { __proto__: null, bufferSize: 32, ...options };
    try {
      validateUint32(this.#options.bufferSize, 'options.bufferSize', true);
      if (this.#options.recursive != null) validateBoolean(this.#options.recursive, 'options.recursive');
    } catch (error) {
      ops.op_fs_dir_close(handle);
      throw error;
    }
    forgotten.register(this, this.#state, this.#state);
  }

  get path() {
    return this.#path;
  }

  #readArguments() {
    return [this.#state.fd, !isUtf8Encoding(this.#options.encoding), this.#options.bufferSize * kBytesPerEntry];
  }

  // Takes in what op_fs_dir_read returned.
  #take(result) {
    if (result === null) {
      this.#ended = true;
      return;
    }
    const { encoding, recursive } = this.#options;
    const list = pushDirents([], result[0], result[1], this.#current,
      isUtf8Encoding(encoding) ? undefined : (name) => decodeBytes(name, encoding));
    for (let i = 0; i < list.length; i++) {
      ArrayPrototypePush(this.#entries, list[i]);
      if (recursive && list[i][kType] === UV_DIRENT_DIR) {
        ArrayPrototypePush(this.#folders, this.#childPath(list[i].name, result[0][i]));
      }
    }
  }

  #childPath(name, raw) {
    const parent = this.#current;
    if (typeof parent === 'string' && typeof raw === 'string') return require('node/path').join(parent, raw);
    const { Buffer } = require('node/buffer');
    const bytes = (value) => (typeof value === 'string' ? Buffer.from(value) : value);
    return Buffer.concat([bytes(parent), Buffer.from('/'), bytes(raw)]);
  }

  /** The next Dirent, or null at the end. Without a callback it returns a promise. */
  read(callback) {
    if (callback === undefined) return this.#promise((done) => this.#read(done));
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    validateFunction(callback, 'callback');
    this.#read(callback);
  }

  #promise(start) {
    return new Promise((resolve, reject) => {
      start((error, value) => {
        if (error) reject(error);
        else resolve(value);
      });
    });
  }

  #read(callback) {
    if (this.#closed) {
      require('internal/ticks').nextTick(callback, new codes.ERR_DIR_CLOSED());
      return;
    }
    if (this.#queue !== null) {
      ArrayPrototypePush(this.#queue, () => this.#read(callback));
      return;
    }
    if (this.#entries.length > 0) {
      require('internal/ticks').nextTick(callback, null, ArrayPrototypeShift(this.#entries));
      return;
    }
    this.#queue = [];
    const finish = (error, value) => {
      this.#runQueued();
      callback(error, value);
    };
    const step = () => {
      if (this.#entries.length > 0) return finish(null, ArrayPrototypeShift(this.#entries));
      if (!this.#ended) {
        const { 0: fd, 1: bytes, 2: size } = this.#readArguments();
        return ops.op_fs_dir_read(fd, bytes, size, (error, result) => {
          if (error) return finish(error);
          this.#take(result);
          step();
        });
      }
      if (this.#folders.length === 0) return finish(null, null);
      const next = ArrayPrototypeShift(this.#folders);
      ops.op_fs_opendir(next, (error, fd) => {
        if (error) return finish(error);
        ops.op_fs_dir_close(this.#state.fd, () => {
          this.#follow(next, fd);
          step();
        });
      });
    };
    step();
  }

  #follow(path, fd) {
    this.#state.fd = fd;
    this.#current = path;
    this.#ended = false;
  }

  #runQueued() {
    const queued = this.#queue;
    this.#queue = null;
    for (let i = 0; i < queued.length; i++) queued[i]();
  }

  /** The next Dirent, or null at the end. */
  readSync() {
    this.#checkSync();
    while (this.#entries.length === 0) {
      if (!this.#ended) {
        const { 0: fd, 1: bytes, 2: size } = this.#readArguments();
        this.#take(ops.op_fs_dir_read(fd, bytes, size));
      } else if (this.#folders.length > 0) {
        const next = ArrayPrototypeShift(this.#folders);
        const fd = ops.op_fs_opendir(next);
        ops.op_fs_dir_close(this.#state.fd);
        this.#follow(next, fd);
      } else return null;
    }
    return ArrayPrototypeShift(this.#entries);
  }

  #checkSync() {
    if (this.#closed) throw new codes.ERR_DIR_CLOSED();
    if (this.#queue !== null) throw new codes.ERR_DIR_CONCURRENT_OPERATION();
  }

  #release() {
    const { fd } = this.#state;
    this.#closed = true;
    this.#state.fd = -1;
    forgotten.unregister(this.#state);
    return fd;
  }

  /** Closes the folder; without a callback it returns a promise. */
  close(callback) {
    if (callback === undefined) {
      // A second close is refused here, before the promise hides it in a queue.
      return this.#promise((done) => this.#close(done));
    }
    validateFunction(callback, 'callback');
    this.#close(callback);
  }

  #close(callback) {
    if (this.#closed) {
      require('internal/ticks').nextTick(callback, new codes.ERR_DIR_CLOSED());
      return;
    }
    if (this.#queue !== null) {
      ArrayPrototypePush(this.#queue, () => this.#close(callback));
      return;
    }
    ops.op_fs_dir_close(this.#release(), (error) => callback(error ?? null));
  }

  closeSync() {
    this.#checkSync();
    ops.op_fs_dir_close(this.#release());
  }

  /** Yields every Dirent and closes the folder, also when the loop is left early. */
  async* entries() {
    try {
      while (true) {
        const entry = await this.#promise((done) => this.#read(done));
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.#promise((done) => this.#close(done));
    }
  }

  [SymbolDispose]() {
    if (!this.#closed) this.closeSync();
  }

  async [SymbolAsyncDispose]() {
    if (!this.#closed) await this.#promise((done) => this.#close(done));
  }
}
ObjectDefineProperties(Dir.prototype, {
  [SymbolAsyncIterator]: { __proto__: null, value: Dir.prototype.entries, enumerable: false, writable: true, configurable: true },
});

function opendirArguments(path, options) {
  path = getValidatedPath(path);
  options = getOptions(options, { __proto__: null, encoding: 'utf8' });
  return { __proto__: null, path, options };
}
/** https://nodejs.org/api/fs.html#fsopendirpath-options-callback */
function opendir(path, options, callback) {
  callback = makeCallback(typeof options === 'function' ? options : callback);
  ({ path, options } = opendirArguments(path, options));
  ops.op_fs_opendir(path, (error, fd) => {
    if (error) return callback(error);
    let dir;
    try {
      dir = new Dir(fd, path, options);
    } catch (invalid) {
      return callback(invalid);
    }
    callback(null, dir);
  });
}
function opendirSync(path, options) {
  ({ path, options } = opendirArguments(path, options));
  return new Dir(ops.op_fs_opendir(path), path, options);
}

module.exports = { Dir, opendir, opendirArguments, opendirSync };
