// createHook: who is told about which asynchronous resource. Loaded with the first hook.
// https://nodejs.org/api/async_hooks.html#async_hookscreatehookcallbacks
//
// Told about: AsyncResource, timers, immediates, ticks, microtasks of queueMicrotask, and whatever else of the runtime
// is built on AsyncResource. Not told about: PROMISE, since the engine has no promise hooks, so promiseResolve never
// runs and executionAsyncId() is 0 in the reactions of promises. AsyncLocalStorage does not depend on any of this.
'use strict';

const { ArrayPrototypeIndexOf, ArrayPrototypeSlice, ArrayPrototypeSplice, Symbol } = primordials;
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
function emit(name, ...args) {
  const hooks = ArrayPrototypeSlice(active);
  for (let i = 0; i < hooks.length; i++) {
    const callback = hooks[i][name];
    if (typeof callback !== 'function') continue;
    try {
      callback(...args);
    } catch (error) {
      ops.op_process_fatal_exception(error, false, 1);
    }
  }
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
    state.hooks = dispatcher;
    return this;
  }

  /** Ends the calls; returns the hook. */
  disable() {
    const at = ArrayPrototypeIndexOf(active, this);
    if (at >= 0) ArrayPrototypeSplice(active, at, 1);
    if (active.length === 0) state.hooks = null;
    return this;
  }
}

/** Whether a hook wants to know of destruction. */
function hasDestroyHook() {
  for (let i = 0; i < active.length; i++) if (active[i][kDestroy] !== undefined) return true;
  return false;
}

module.exports = { AsyncHook, hasDestroyHook };
