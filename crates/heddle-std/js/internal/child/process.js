// ChildProcess: a program that was started, its streams and its end.
// https://nodejs.org/api/child_process.html#class-childprocess
'use strict';

const {
  ArrayIsArray, ArrayPrototypeSlice, ErrorCaptureStackTrace, FunctionPrototypeCall,
  ObjectSetPrototypeOf, Symbol, SymbolDispose,
} = primordials;
const EventEmitter = require('node/events');
const {
  codes: { ERR_INVALID_ARG_TYPE }, ErrnoException,
} = require('internal/errors');
const { validateArray, validateOneOf, validateString } = require('internal/validators');
const { convertToValidSignal } = require('internal/util');
const { nextTick } = require('internal/ticks');
const { Pipe } = require('internal/net/handle');
const { Socket } = require('internal/net/socket');
const exitReasons = require('internal/child/exit_reason');
const { textsOf } = require('internal/child/options');
const { nativeEntry, parseStdio } = require('internal/child/stdio');
const { signalNames } = require('internal/process/signals');
const { channel: diagnosticsChannel, tracingChannel } = require('node/diagnostics_channel');

/** Set on a stream whose descriptor was given to another child: what it carries is not this process's to read. */
const kIsUsedAsStdio = Symbol('kIsUsedAsStdio');

const EACCES = -13;
const EAGAIN = -11;
const EMFILE = -24;
const ENFILE = -23;
const ENOENT = -2;
const EPERM = -1;
const ENOSYS = -38;
const EINVAL = -22;
const ESRCH = -3;

const created = diagnosticsChannel('child_process');
const tracing = tracingChannel('child_process.spawn');

/** What Node's users know as `child._handle`: the running program. */
class ProcessHandle {
  #child;
  onexit;
  pid;

  constructor(pid, child, onexit) {
    this.#child = child;
    this.pid = pid;
    this.onexit = onexit;
  }

  kill(signal, tree = false) { return this.#child === null ? ESRCH : ops.op_child_kill(this.#child, signal, tree); }
  ref() { this.#setRef(true); }
  unref() { this.#setRef(false); }
  hasRef() { return this.#child !== null && this.#refed; }
  close() { this.#child = null; }

  #refed = true;
  #setRef(refed) {
    this.#refed = refed;
    if (this.#child !== null) ops.op_child_ref(this.#child, refed);
  }
}

function ChildProcess() {
  FunctionPrototypeCall(EventEmitter, this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = null;
  if (created.hasSubscribers) created.publish({ process: this });
}
ObjectSetPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
ObjectSetPrototypeOf(ChildProcess, EventEmitter);

/** Starts the program that `options` describes; 0 or the error that its stdio could not be made for. */
ChildProcess.prototype.spawn = function spawn(options) {
  if (options === null || typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  // Read first: a bad entry must not leave anything behind.
  const { entries, ipcFd } = parseStdio(options.stdio || 'pipe', false);
  options.stdio = entries;
  if (ipcFd !== undefined) {
    options.channelEnv = [
      `NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${options.serialization || 'json'}`,
    ];
  }
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args === undefined) this.spawnargs = [];
  else {
    validateArray(options.args, 'options.args');
    this.spawnargs = options.args;
  }
  if (tracing.hasSubscribers) tracing.start.publish({ process: this, options });
  const started = start(this, options, entries);
  const errno = typeof started === 'number' ? started : started[0];
  if (errno < 0 && failed(this, errno, started)) return errno;
  setUp(this, entries, started);
  if (ipcFd !== undefined) {
    this._closesNeeded++;
    require('internal/child/channel').setUpChannel(this, entries[ipcFd].handle, options.serialization, () => maybeClose(this), 'other');
  }
  return 0;
};

function start(child, options, entries) {
  exitReasons.begin();
  const stdio = [];
  for (let i = 0; i < entries.length; i++) stdio[i] = nativeEntry(entries[i]);
  const { envPairs } = options;
  const native = {
    __proto__: null,
    ...options,
    args: textsOf(child.spawnargs, ''),
    stdio,
    envPairs: ArrayIsArray(envPairs) ? textsOf(envPairs, '') : undefined,
  };
  return ops.op_child_spawn(native, (end) => {
    const { code, signal } = exitOf(end);
    finish(child, code, signal);
  }, (pid) => startedLate(child, pid));
}

// As many programs ran as may (--max-children), and now this one's turn has come.
function startedLate(child, pid) {
  if (pid < 0) {
    if (tracing.hasSubscribers) tracing.error.publish({ process: child, error: spawnError(child, pid) });
    finish(child, pid, null);
    return;
  }
  child._handle.pid = pid;
  child.pid = pid;
  if (tracing.hasSubscribers) tracing.end.publish({ process: child });
  onSpawn(child);
}

/** The code and the signal in what the native side tells of an end; both null if nobody knows. */
function exitOf(end) {
  if (end === null) return { __proto__: null, code: null, signal: null };
  const { 0: code, 1: signal } = end;
  return signal === 0 ? { __proto__: null, code, signal: null } : { __proto__: null, code: null, signal: signalNames[signal] ?? null };
}

// Errors of the program's making are events; those of ours are thrown. True: there is nothing more to set up.
function failed(child, errno, started) {
  if (tracing.hasSubscribers) {
    tracing.error.publish({ process: child, error: spawnError(child, errno) });
  }
  switch (errno) {
    case EACCES:
    case EAGAIN:
    case ENOENT:
      nextTick(finish, child, errno, null);
      return false;
    case EMFILE:
    case ENFILE:
      // No descriptors for pipes either.
      closeAll(started);
      nextTick(finish, child, errno, null);
      return true;
    default: {
      closeAll(started);
      const error = new ErrnoException(errno, 'spawn');
      ErrorCaptureStackTrace(error, ChildProcess.prototype.spawn);
      throw error;
    }
  }
}

function closeAll(started) {
  if (typeof started === 'number') return;
  const ids = started[2];
  for (let i = 0; i < ids.length; i++) if (ids[i] !== null) ops.op_net_close(ids[i]);
}

function setUp(child, entries, started) {
  const { 0: pid, 1: id, 2: streams } = started;
  if (pid > 0) {
    child._handle = new ProcessHandle(pid, id, undefined);
    child.pid = pid;
    nextTick(onSpawn, child);
    if (tracing.hasSubscribers) tracing.end.publish({ process: child });
  } else if (id !== 0) {
    child._handle = new ProcessHandle(undefined, id, undefined);
    child.pid = undefined;
    const queued = diagnosticsChannel('child_process.queued');
    if (queued.hasSubscribers) queued.publish({ process: child });
    nextTick(onQueued, child);
  } else {
    // As Node has it: there until 'error' was emitted.
    child._handle = new ProcessHandle(undefined, null, undefined);
    child.pid = undefined;
  }
  const stdio = [];
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (entry.type === 'wrap') handOver(entry);
    let stream = null;
    if (entry.type === 'pipe') entry.handle = new Pipe(streams[i]);
    if (entry.type === 'pipe' && !entry.ipc) {
      stream = new Socket({ __proto__: null, handle: entry.handle, readable: i > 0 });
      child._closesNeeded++;
      stream.on('close', () => maybeClose(child));
    }
    stdio[i] = stream;
  }
  child.stdin = stdio.length >= 1 ? stdio[0] : null;
  child.stdout = stdio.length >= 2 ? stdio[1] : null;
  child.stderr = stdio.length >= 3 ? stdio[2] : null;
  child.stdio = stdio;
}

// A stream that another child reads or writes from now on is not read here any more.
function handOver({ handle, stream }) {
  handle.readStop();
  if (typeof stream.pause !== 'function') return;
  stream.pause();
  stream.readableFlowing = false;
  if (stream._readableState !== undefined) stream._readableState.reading = false;
  stream[kIsUsedAsStdio] = true;
}

function onQueued(child) {
  child.emit('queued');
}

function onSpawn(child) {
  child.emit('spawn');
}

function spawnError(child, errno) {
  const error = new ErrnoException(errno, child.spawnfile ? `spawn ${child.spawnfile}` : 'spawn');
  if (child.spawnfile) error.path = child.spawnfile;
  error.spawnargs = ArrayPrototypeSlice(child.spawnargs, 1);
  return error;
}

/** The program has ended, or could not be started: `code` is then a negative errno. */
function finish(child, code, signal) {
  if (signal !== null) child.signalCode = signal;
  else child.exitCode = code;
  exitReasons.childEnded(child, code, signal);
  if (child.stdin) child.stdin.destroy();
  if (child._handle !== null) {
    child._handle.close();
    child._handle = null;
  }
  if (code !== null && code < 0) child.emit('error', spawnError(child, code));
  else child.emit('exit', child.exitCode, child.signalCode);
  // What nobody reads must not keep 'close' from coming.
  nextTick(flushStdio, child);
  maybeClose(child);
}

function flushStdio(child) {
  const { stdio } = child;
  if (stdio == null) return;
  for (let i = 0; i < stdio.length; i++) {
    const stream = stdio[i];
    if (stream !== null && stream.readable && !stream[kIsUsedAsStdio]) stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

/**
 * Sends a signal; whether that succeeded. `{ tree: true, signal? }` is Heddle's own: it reaches the program's
 * descendants as well. https://nodejs.org/api/child_process.html#subprocesskillsignal
 */
ChildProcess.prototype.kill = function kill(signal) {
  let tree = false;
  if (signal !== null && typeof signal === 'object' && signal.tree === true) {
    tree = true;
    signal = signal.signal;
  }
  const number = signal === 0 ? 0 : convertToValidSignal(signal === undefined ? 'SIGTERM' : signal);
  if (this._handle === null) return false;
  const errno = this._handle.kill(number, tree);
  if (errno === 0) {
    // Kept: whether a signal was sent, not whether the program has ended.
    this.killed = true;
    return true;
  }
  if (errno === ESRCH) return false;
  if (errno === EINVAL || errno === ENOSYS) throw new ErrnoException(errno, 'kill');
  if (errno === EPERM && tree) return false;
  this.emit('error', new ErrnoException(errno, 'kill'));
  return false;
};

ChildProcess.prototype[SymbolDispose] = function dispose() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() {
  this._handle?.ref();
};

ChildProcess.prototype.unref = function unref() {
  this._handle?.unref();
};

module.exports = { ChildProcess, exitOf };
