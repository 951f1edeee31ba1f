// createHook: who is told about which asynchronous resource. Loaded with the first hook.
// https://nodejs.org/api/async_hooks.html#async_hookscreatehookcallbacks
//
// Told about: AsyncResource, timers, immediates, ticks, microtasks of queueMicrotask, promises (internal/async_hooks/promises),
// and whatever else of the runtime is built on AsyncResource. AsyncLocalStorage does not depend on any of this.
'use strict';

const {
  ArrayPrototypeFilter, ArrayPrototypeIndexOf, ArrayPrototypeSlice, ArrayPrototypeSome, ArrayPrototypeSplice, ErrorCaptureStackTrace,
  ReflectApply, Symbol,
} = primordials;
const state = require('internal/async_state');
const { codes: { ERR_ASYNC_CALLBACK, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateBoolean } = require('internal/validators');

const kInit = Symbol('init');
const kBefore = Symbol('before');
const kAfter = Symbol('after');
const kDestroy = Symbol('destroy');
const kPromiseResolve = Symbol('promiseResolve');
const kNoPromiseHook = Symbol('kNoPromiseHook');

const active = [];

// An exception in a hook ends the process: the state of the resource that it is about is unknown.
function fail(error) {
  const process = require('internal/ticks').getProcess();
  let stack = error?.stack;
  if (typeof stack !== 'string') {
    const holder = { message: error };
    ErrorCaptureStackTrace(holder, fail);
    ({ stack } = holder);
  }
  process._rawDebug(stack);
  require('internal/process/exit').exit(true, 1);
}

function callAll(hooks, name, args) {
  for (let i = 0; i < hooks.length; i++) {
    const callback = hooks[i][name];
    if (typeof callback !== 'function') continue;
    try {
      ReflectApply(callback, hooks[i], args);
    } catch (error) {
      fail(error);
    }
  }
}

function emit(name, ...args) {
  callAll(ArrayPrototypeSlice(active), name, args);
}

function wantsPromises(hook) {
  return !hook[kNoPromiseHook];
}
function emitPromise(name, ...args) {
  callAll(ArrayPrototypeFilter(active, wantsPromises), name, args);
}

// Destruction is told later, in a phase of its own, because it may come from the collector.
let destroyed = [];
function flushDestroyed() {
  const ids = destroyed;
  destroyed = [];
  for (let i = 0; i < ids.length; i++) emit(kDestroy, ids[i]);
}

const dispatcher = {
  __proto__: null,
  init(id, type, trigger, resource) { emit(kInit, id, type, trigger, resource); },
  before(id) { emit(kBefore, id); },
  after(id) { emit(kAfter, id); },
  destroy(id) {
    if (destroyed.length === 0) require('internal/timers').addInternalTask(flushDestroyed);
    destroyed[destroyed.length] = id;
  },
};

const promiseEmitter = {
  __proto__: null,
  init(id, type, trigger, promise) { emitPromise(kInit, id, type, trigger, promise); },
  before(id) { emitPromise(kBefore, id); },
  after(id) { emitPromise(kAfter, id); },
  resolve(id) { emitPromise(kPromiseResolve, id); },
  watches: hasDestroyHook,
};

let promisesWanted = false;
function update() {
  state.hooks = active.length === 0 ? null : dispatcher;
  const wanted = ArrayPrototypeSome(active, wantsPromises);
  if (wanted === promisesWanted) return;
  promisesWanted = wanted;
  require('internal/async_hooks/promises').setEmitter(wanted ? promiseEmitter : null);
}

/** What createHook returns. */
class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    if (init !== undefined && typeof init !== 'function') throw new ERR_ASYNC_CALLBACK('hook.init');
    if (before !== undefined && typeof before !== 'function') throw new ERR_ASYNC_CALLBACK('hook.before');
    if (after !== undefined && typeof after !== 'function') throw new ERR_ASYNC_CALLBACK('hook.after');
    if (destroy !== undefined && typeof destroy !== 'function') throw new ERR_ASYNC_CALLBACK('hook.destroy');
    if (promiseResolve !== undefined && typeof promiseResolve !== 'function') {
      throw new ERR_ASYNC_CALLBACK('hook.promiseResolve');
    }
    if (trackPromises !== undefined) validateBoolean(trackPromises, 'trackPromises');
    if (trackPromises === false && typeof promiseResolve === 'function') {
      throw new ERR_INVALID_ARG_VALUE('trackPromises', trackPromises,
                                      'must not be false when promiseResolve is enabled');
    }
    this[kInit] = init;
    this[kBefore] = before;
    this[kAfter] = after;
    this[kDestroy] = destroy;
    this[kPromiseResolve] = promiseResolve;
    this[kNoPromiseHook] = trackPromises === false;
  }

  /** Starts the calls; returns the hook. */
  enable() {
    if (ArrayPrototypeIndexOf(active, this) < 0) active[active.length] = this;
    update();
    return this;
  }

  /** Ends the calls; returns the hook. */
  disable() {
    const at = ArrayPrototypeIndexOf(active, this);
    if (at >= 0) ArrayPrototypeSplice(active, at, 1);
    update();
    return this;
  }
}

/** Whether a hook wants to know of destruction. */
function hasDestroyHook() {
  for (let i = 0; i < active.length; i++) if (active[i][kDestroy] !== undefined) return true;
  return false;
}

module.exports = { AsyncHook, hasDestroyHook };
