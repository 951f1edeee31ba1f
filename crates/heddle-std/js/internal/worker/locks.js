// Web Locks: `locks` of node:worker_threads, and navigator.locks. All isolates of the process share them; a thread that
// ends, in whatever way, gives up its own. https://nodejs.org/api/worker_threads.html#workerlocks
'use strict';

const {
  ObjectDefineProperties, PromisePrototypeThen, PromiseReject, PromiseResolve, PromiseWithResolvers, SafeMap,
  StringPrototypeStartsWith, Symbol, SymbolToStringTag,
} = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS } } =
  require('internal/errors');
const diagnostics = require('node/diagnostics_channel');

const kCreate = Symbol('kCreate');
const channels = {
  __proto__: null,
  start: diagnostics.channel('locks.request.start'),
  grant: diagnostics.channel('locks.request.grant'),
  miss: diagnostics.channel('locks.request.miss'),
  end: diagnostics.channel('locks.request.end'),
};

function domException(message, name) {
  const { DOMException } = require('web/dom_exception');
  return new DOMException(message, name);
}
const abortError = () => domException('The operation was aborted', 'AbortError');

/** https://w3c.github.io/web-locks/#api-lock */
class Lock {
  #name;
  #mode;

  constructor(key = undefined, name, mode) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#name = name;
    this.#mode = mode;
  }
  get name() {
    if (!(#name in this)) throw new ERR_INVALID_THIS('Lock');
    return this.#name;
  }
  get mode() {
    if (!(#mode in this)) throw new ERR_INVALID_THIS('Lock');
    return this.#mode;
  }
}

const enumerable = { __proto__: null, enumerable: true };
function tag(value) {
  return { __proto__: null, value, writable: false, enumerable: false, configurable: true };
}
ObjectDefineProperties(Lock.prototype, { name: enumerable, mode: enumerable, [SymbolToStringTag]: tag('Lock') });

// --- requests -----------------------------------------------------------------------------------------------------
// id => request: those that wait, and those that hold their lock.
const requests = new SafeMap();

/** Handles what the native side tells: ids of requests that got their lock, negative ones of those that lost it. */
function onNotice(notice) {
  const request = requests.get(notice < 0 ? -notice : notice);
  // It gave up while the notice was on its way.
  if (request === undefined) return;
  if (notice > 0) {
    grant(request);
  } else {
    requests.delete(request.id);
    finish(request, abortError());
  }
}

function onNotices(notices) {
  if (notices === undefined) return;
  for (let i = 0; i < notices.length; i++) onNotice(notices[i]);
}

function giveUp(request) {
  if (requests.delete(request.id)) onNotices(ops.op_lock_release(request.id));
}

// Settles the promise of request(). What comes after it was settled (the lock was stolen) is not heard of.
function finish(request, error, value, failed = error !== undefined) {
  if (request.settled) return;
  request.settled = true;
  request.signal?.removeEventListener('abort', request.onAbort);
  const { name, mode, ifAvailable, steal } = request;
  if (channels.end.hasSubscribers) channels.end.publish({ name, mode, ifAvailable, steal, error });
  if (failed) request.reject(error);
  else request.resolve(value);
}

function run(request, lock) {
  const { name, mode } = request;
  const channel = lock === null ? channels.miss : channels.grant;
  if (channel.hasSubscribers) channel.publish({ name, mode });
  let result;
  try {
    const { callback } = request;
    result = PromiseResolve(callback(lock));
  } catch (error) {
    result = PromiseReject(error);
  }
  PromisePrototypeThen(result, (value) => {
    giveUp(request);
    finish(request, undefined, value);
  }, (error) => {
    giveUp(request);
    finish(request, error, undefined, true);
  });
}

function grant(request) {
  const saved = ops.op_context_get();
  ops.op_context_set(request.context);
  try {
    const lock = new Lock(kCreate, request.name, request.mode);
    if (request.signal === undefined) {
      run(request, lock);
      return;
    }
    // Until the callback is about to run, the signal may still say no.
    PromisePrototypeThen(PromiseResolve(), () => {
      if (request.settled) return;
      request.signal.removeEventListener('abort', request.onAbort);
      run(request, lock);
    });
  } finally {
    ops.op_context_set(saved);
  }
}

function send(name, options, callback) {
  const { mode, ifAvailable, steal, signal } = options;
  const { promise, resolve, reject } = PromiseWithResolvers();
  const request = {
    __proto__: null, id: 0, name, mode, ifAvailable, steal, signal, callback, resolve, reject, settled: false,
    context: ops.op_context_get(), onAbort: undefined,
  };
  if (signal !== undefined) {
    request.onAbort = () => {
      giveUp(request);
      finish(request, signal.reason, undefined, true);
    };
    signal.addEventListener('abort', request.onAbort, { __proto__: null, once: true });
  }
  ops.op_loop_hooks_set(hooks);
  const { 0: id, 1: notices } = ops.op_lock_request(name, mode === 'shared', ifAvailable, steal);
  request.id = id < 0 ? -id : id;
  if (id !== 0) requests.set(request.id, request);
  onNotices(notices);
  if (id > 0) grant(request);
  else if (id === 0) run(request, null);
  return promise;
}

const hooks = { __proto__: null, onLockNotice: onNotice };

// --- arguments ----------------------------------------------------------------------------------------------------
function invalid(Base, name, value, message) {
  const error = new Base(name, Base === ERR_INVALID_ARG_TYPE ? 'object' : value, value);
  error.message = message;
  return error;
}

function readOptions(given) {
  if (given === undefined || given === null || typeof given === 'function') given = { __proto__: null };
  else if (typeof given !== 'object') {
    throw invalid(ERR_INVALID_ARG_TYPE, 'options', given, 'Value cannot be converted to a dictionary');
  }
  // In the order of their names, as dictionaries are read.
  const ifAvailable = !!given.ifAvailable;
  let { mode } = given;
  if (mode === undefined) mode = 'exclusive';
  else mode = `${mode}`;
  if (mode !== 'exclusive' && mode !== 'shared') {
    throw invalid(ERR_INVALID_ARG_VALUE, 'mode', mode, `mode '${mode}' is not a valid enum value of type LockMode.`);
  }
  const { signal } = given;
  if (signal !== undefined) {
    if (signal === null || typeof signal !== 'object' && typeof signal !== 'function') {
      throw invalid(ERR_INVALID_ARG_TYPE, 'signal', signal, 'signal is not an object.');
    }
    require('internal/validators').validateAbortSignal(signal, 'options.signal');
  }
  return { __proto__: null, ifAvailable, mode, signal, steal: !!given.steal };
}

function checkCombination(name, { mode, ifAvailable, steal, signal }) {
  if (signal !== undefined) signal.throwIfAborted();
  let problem;
  if (StringPrototypeStartsWith(name, '-')) problem = 'Lock name may not start with hyphen';
  else if (ifAvailable && steal) problem = 'ifAvailable and steal are mutually exclusive';
  else if (mode !== 'exclusive' && steal) problem = 'mode: "shared" and steal are mutually exclusive';
  else if (signal !== undefined && (steal || ifAvailable)) problem = 'signal cannot be used with steal or ifAvailable';
  if (problem !== undefined) throw domException(problem, 'NotSupportedError');
}

function snapshot(list) {
  const infos = [];
  const pid = ops.op_process_pid();
  for (let i = 0; i < list.length; i += 3) {
    infos[infos.length] = {
      name: list[i], mode: list[i + 1] ? 'shared' : 'exclusive', clientId: `node-${pid}-${list[i + 2]}`,
    };
  }
  return infos;
}

/** https://w3c.github.io/web-locks/#api-lock-manager */
class LockManager {
  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  /** Calls `callback` with the lock as soon as it is free; the lock is given up when what it returns is settled. */
  async request(name, options, callback = undefined) {
    if (callback === undefined) {
      callback = options;
      options = undefined;
    }
    if (typeof name === 'symbol') {
      throw invalid(ERR_INVALID_ARG_TYPE, 'name', name, 'Value is a Symbol and cannot be converted to a string.');
    }
    name = `${name}`;
    require('internal/validators').validateFunction(callback, 'callback');
    require('internal/worker/place').refuse('navigator.locks');
    options = readOptions(options);
    checkCombination(name, options);
    if (channels.start.hasSubscribers) channels.start.publish({ name, mode: options.mode });
    return await send(name, options, callback);
  }

  /** The locks that are held and the requests that wait, of all threads. */
  async query() {
    if (!(this instanceof LockManager)) throw new ERR_INVALID_THIS('LockManager');
    require('internal/worker/place').refuse('navigator.locks');
    const { 0: held, 1: pending } = ops.op_lock_query();
    return { held: snapshot(held), pending: snapshot(pending) };
  }
}

ObjectDefineProperties(LockManager.prototype, {
  request: enumerable, query: enumerable, [SymbolToStringTag]: tag('LockManager'),
});

module.exports = { Lock, LockManager, locks: new LockManager(kCreate) };
