// fs.watch and fs.promises.watch. https://nodejs.org/api/fs.html#fswatchfilename-options-listener
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypePush,
  ArrayPrototypeShift,
  Promise,
  RegExpPrototypeExec,
  SafeMap,
  StringPrototypeIncludes,
  StringPrototypeStartsWith,
} = primordials;
const EventEmitter = require('node/events');
const { AbortError, UVException, codes } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateIgnoreOption, validateObject, validateOneOf, validateUint32,
} = require('internal/validators');
const { getOptions, getValidatedPath, isUtf8Encoding, kEmptyObject } = require('internal/fs/validate');

const nextTick = (...args) => require('internal/ticks').nextTick(...args);

/** A function that tells which names the `ignore` option leaves out; null without it. */
function compileIgnore(ignore) {
  if (ignore == null) return null;
  const list = ArrayIsArray(ignore) ? ignore : [ignore];
  const tests = [];
  for (let i = 0; i < list.length; i++) {
    const one = list[i];
    if (typeof one === 'function') tests[i] = one;
    else if (typeof one !== 'string') tests[i] = (name) => RegExpPrototypeExec(one, name) !== null;
    else {
      const matches = require('internal/path/glob').compileGlob(one, { __proto__: null, dot: true });
      // Without a slash it is about the last part of the name.
      const { basename } = require('node/path');
      tests[i] = StringPrototypeIncludes(one, '/') ? matches : (name) => matches(basename(name));
    }
  }
  return (name) => {
    for (let i = 0; i < tests.length; i++) {
      if (tests[i](name)) return true;
    }
    return false;
  };
}

function decodeName(bytes, encoding) {
  const { Buffer } = require('node/buffer');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === 'buffer' ? buffer : buffer.toString(isUtf8Encoding(encoding) ? 'utf8' : encoding);
}

function watchError(error, filename) {
  if (error.syscall !== 'watch') return error;
  const made = new UVException({ errno: error.errno, syscall: 'watch', path: filename });
  made.filename = filename;
  return made;
}

/** https://nodejs.org/api/fs.html#class-fsfswatcher */
class FSWatcher extends EventEmitter {
  // Kernel watches: path below the watched one ('' for itself) -> id. More than one only when it is recursive.
  #watches = new SafeMap();
  #path;
  #encoding;
  #refed = true;
  #closed = false;
  #recursive;
  #ignored;

  constructor(path, { encoding, persistent, recursive, ignore }) {
    super();
    this.#path = path;
    this.#encoding = encoding;
    this.#refed = persistent;
    this.#recursive = recursive;
    this.#ignored = compileIgnore(ignore);
  }

  /** Asks the kernel for events. Internal, but visible in Node too. */
  start() {
    if (this.#closed || this.#watches.size > 0) return;
    let deep = false;
    if (this.#recursive) {
      // Told apart before anything is watched: a file has nothing below it.
      const { statSync } = require('internal/fs/metadata');
      this.#path = require('node/path').resolve(this.#pathText());
      deep = statSync(this.#path).isDirectory();
    }
    if (!deep) this.#watch('', this.#path);
    else this.#watchTree('', false);
  }

  #pathText() {
    return typeof this.#path === 'string' ? this.#path : `${require('node/buffer').Buffer.from(this.#path)}`;
  }

  #watch(below, path) {
    const id = ops.op_fs_watch_start(path, (type, name) => this.#onEvent(below, type, name));
    this.#watches.set(below, id);
    if (!this.#refed) ops.op_fs_watch_ref(id, false);
  }

  // Watches a folder and those below it. `announce`: it is new, and what is already in it came before the watch.
  #watchTree(below, announce) {
    const { join } = require('node/path');
    const pending = [below];
    while (pending.length > 0) {
      const at = ArrayPrototypeShift(pending);
      const path = at === '' ? this.#path : join(this.#path, at);
      let names;
      let types;
      try {
        this.#watch(at, path);
        ({ 0: names, 1: types } = ops.op_fs_readdir(path, false, true, false));
      } catch (error) {
        // A folder below that has gone meanwhile, or may not be read, is no reason to fail.
        if (at === '' || error.code === 'ENOSPC' || error.code === 'EMFILE') {
          this.#stopAll();
          throw error;
        }
        continue;
      }
      for (let i = 0; i < names.length; i++) {
        const child = at === '' ? names[i] : `${at}/${names[i]}`;
        if (announce) this.#report('rename', child);
        if (types[i] === 2 && !this.#watches.has(child)) ArrayPrototypePush(pending, child);
      }
    }
  }

  #onEvent(below, type, bytes) {
    if (this.#closed) return;
    const { basename } = require('node/path');
    if (bytes === null) {
      // The folder above reports what happens to a folder below.
      if (below === '') this.#report(type, basename(this.#pathText()));
      return;
    }
    if (!this.#recursive) {
      this.#report(type, undefined, bytes);
      return;
    }
    const name = decodeName(bytes, 'utf8');
    const child = below === '' ? name : `${below}/${name}`;
    this.#report(type, child);
    if (type === 'rename' && !this.#closed) this.#follow(child);
  }

  // An entry came or went: the watches below it follow.
  #follow(child) {
    const { lstatSync } = require('internal/fs/metadata');
    let isFolder = false;
    try {
      isFolder = lstatSync(`${this.#path}/${child}`).isDirectory();
    } catch {
      // It has gone.
    }
    if (isFolder && !this.#watches.has(child)) {
      try {
        this.#watchTree(child, true);
      } catch (error) {
        this.#fail(error);
      }
    } else if (!isFolder) {
      const gone = [];
      this.#watches.forEach((id, below) => {
        if (below === child || StringPrototypeStartsWith(below, `${child}/`)) ArrayPrototypePush(gone, below);
      });
      for (let i = 0; i < gone.length; i++) {
        ops.op_fs_watch_stop(this.#watches.get(gone[i]));
        this.#watches.delete(gone[i]);
      }
    }
  }

  #report(type, name, bytes) {
    if (this.#closed) return;
    if (this.#ignored !== null && this.#ignored(name ?? decodeName(bytes, 'utf8'))) return;
    let shown;
    if (bytes !== undefined) shown = decodeName(bytes, this.#encoding);
    else if (isUtf8Encoding(this.#encoding)) shown = name;
    else {
      const buffer = require('node/buffer').Buffer.from(name);
      shown = this.#encoding === 'buffer' ? buffer : buffer.toString(this.#encoding);
    }
    this.emit('change', type, shown);
  }

  #fail(error) {
    this.#closed = true;
    this.#stopAll();
    const failure = watchError(error, this.#pathText());
    this.emit('error', failure);
  }

  #stopAll() {
    this.#watches.forEach((id) => ops.op_fs_watch_stop(id));
    this.#watches.clear();
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#stopAll();
    nextTick(() => this.emit('close'));
  }

  ref() {
    return this.#setRef(true);
  }

  unref() {
    return this.#setRef(false);
  }

  #setRef(refed) {
    this.#refed = refed;
    this.#watches.forEach((id) => ops.op_fs_watch_ref(id, refed));
    return this;
  }
}

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = { __proto__: null, ...getOptions(options) };
  options.persistent ??= true;
  options.recursive ??= false;
  options.persistent = !!options.persistent;
  validateBoolean(options.recursive, 'options.recursive');
  validateIgnoreOption(options.ignore, 'options.ignore');
  const path = getValidatedPath(filename);
  if (listener !== undefined) validateFunction(listener, 'listener');
  const watcher = new FSWatcher(path, options);
  try {
    watcher.start();
  } catch (error) {
    const failure = watchError(error, filename);
    failure.filename = filename;
    throw failure;
  }
  if (listener !== undefined) watcher.on('change', listener);
  const { signal } = options;
  if (signal) {
    if (signal.aborted) nextTick(() => watcher.close());
    else {
      const stop = () => watcher.close();
      signal.addEventListener('abort', stop);
      watcher.once('close', () => signal.removeEventListener('abort', stop));
    }
  }
  return watcher;
}

/** The events as an async iterator. https://nodejs.org/api/fs.html#fspromiseswatchfilename-options */
async function* watchAsync(filename, options = kEmptyObject) {
  const path = require('internal/fs/validate').toPathIfFileURL(filename);
  validateObject(options, 'options');
  const {
    persistent = true, recursive = false, encoding = 'utf8', maxQueue = 2048, overflow = 'ignore', signal, ignore,
  } = options;
  validateUint32(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'error']);
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  validateAbortSignal(signal, 'options.signal');
  validateIgnoreOption(ignore, 'options.ignore');
  if (encoding !== undefined && encoding !== 'buffer' && !require('node/buffer').Buffer.isEncoding(encoding)) {
    throw new codes.ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
  const aborted = () => new AbortError(undefined, { __proto__: null, cause: signal.reason });
  if (signal?.aborted) throw aborted();

  const queue = [];
  let failure;
  let wake;
  const wakeUp = () => {
    wake?.();
    wake = undefined;
  };
  const watcher = watch(path, { __proto__: null, persistent, recursive, encoding, ignore }, (eventType, name) => {
    if (queue.length < maxQueue) ArrayPrototypePush(queue, { __proto__: null, eventType, filename: name });
    else if (overflow === 'error') {
      failure ??= new codes.ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue);
    } else {
      require('node/process').emitWarning('fs.watch maxQueue exceeded');
    }
    wakeUp();
  });
  watcher.on('error', (error) => {
    failure ??= error;
    wakeUp();
  });
  const onAbort = () => {
    failure ??= aborted();
    wakeUp();
  };
  signal?.addEventListener('abort', onAbort, { __proto__: null, once: true });
  try {
    while (true) {
      while (queue.length > 0) {
        yield ArrayPrototypeShift(queue);
        if (failure?.name === 'AbortError') throw failure;
      }
      if (failure !== undefined) throw failure;
      await new Promise((resolve) => { wake = resolve; });
    }
  } finally {
    watcher.close();
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = { FSWatcher, watch, watchAsync };
