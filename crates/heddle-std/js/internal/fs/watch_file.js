// fs.watchFile and fs.unwatchFile: a file is looked at again and again. https://nodejs.org/api/fs.html#fswatchfilefilename-options-listener
'use strict';

const { SafeMap } = primordials;
const EventEmitter = require('node/events');
const { validateFunction, validateUint32 } = require('internal/validators');
const { getValidatedPath } = require('internal/fs/validate');
const { emptyStats, statFields, statsFromOp } = require('internal/fs/stats');

const watchers = new SafeMap();

// What makes a difference: all but the count of links, the block numbers and the time of the last access.
const kCompared = [0, 1, 4, 3, 7, 8, 12, 13, 14, 15, 16, 17];

/** https://nodejs.org/api/fs.html#class-fsstatwatcher */
class StatWatcher extends EventEmitter {
  #bigint;
  #path;
  #interval;
  #timer;
  #refed = true;
  #stopped = false;
  // The fields as numbers, to compare; null while the file is not there; undefined before the first look.
  #fields;
  #stats;

  constructor(path, bigint) {
    super();
    this.#path = path;
    this.#bigint = bigint;
  }

  start(path, interval) {
    validateUint32(interval, 'interval');
    this.#interval = interval;
    this.#look();
  }

  #look() {
    // BigInts: a size or time beyond 2^53 must not look the same as its neighbour.
    ops.op_fs_stat(this.#path, true, true, (error, buffer) => {
      if (this.#stopped) return;
      this.#compare(error ? null : buffer);
      if (this.#stopped) return;
      this.#timer = require('node/timers').setTimeout(() => this.#look(), this.#interval);
      if (!this.#refed) this.#timer.unref();
    });
  }

  #toStats(buffer) {
    if (buffer === null) return emptyStats(this.#bigint);
    if (this.#bigint) return statsFromOp(buffer, true);
    const fields = statFields(buffer, true);
    const numbers = new primordials.Float64Array(fields.length);
    for (let i = 0; i < fields.length; i++) numbers[i] = primordials.Number(fields[i]);
    return statsFromOp(numbers.buffer, false);
  }

  #compare(buffer) {
    const fields = buffer === null ? null : statFields(buffer, true);
    const before = this.#fields;
    const previous = this.#stats;
    if (before !== undefined && (before === null) === (fields === null)) {
      if (fields === null) return;
      let same = true;
      for (let i = 0; same && i < kCompared.length; i++) same = fields[kCompared[i]] === before[kCompared[i]];
      if (same) return;
    }
    this.#fields = fields;
    this.#stats = this.#toStats(buffer);
    // The first look only learns what there is, unless there is nothing.
    if (before === undefined && fields !== null) return;
    this.emit('change', this.#stats, previous ?? emptyStats(this.#bigint));
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    require('node/timers').clearTimeout(this.#timer);
    require('internal/ticks').nextTick(() => this.emit('stop'));
  }

  ref() {
    this.#refed = true;
    this.#timer?.ref();
    return this;
  }

  unref() {
    this.#refed = false;
    this.#timer?.unref();
    return this;
  }
}

function absolutePath(filename) {
  const path = getValidatedPath(filename);
  return require('node/path').resolve(typeof path === 'string' ? path : `${require('node/buffer').Buffer.from(path)}`);
}

function watchFile(filename, options, listener) {
  const path = absolutePath(filename);
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = undefined;
  }
  // The default suits network file systems.
  options = { __proto__: null, interval: 5007, persistent: true, ...options };
  validateFunction(listener, 'listener');
  let watcher = watchers.get(path);
  if (watcher === undefined) {
    watcher = new StatWatcher(path, !!options.bigint);
    if (!options.persistent) watcher.unref();
    watcher.start(path, options.interval);
    watchers.set(path, watcher);
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const path = absolutePath(filename);
  const watcher = watchers.get(path);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    watchers.delete(path);
  }
}

module.exports = { StatWatcher, unwatchFile, watchFile };
