// node:async_hooks. https://nodejs.org/api/async_hooks.html and https://nodejs.org/api/async_context.html
'use strict';

const {
  FunctionPrototypeBind, NumberIsSafeInteger, ObjectDefineProperties, ObjectFreeze, ReflectApply,
  SafeFinalizationRegistry, Symbol,
} = primordials;
const { op_context_get, op_context_set } = ops;
const state = require('internal/async_state');
const { codes: { ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } = require('internal/errors');
const { validateFunction, validateString } = require('internal/validators');

const kContextFrame = Symbol('context_frame');
const kAsyncId = Symbol('async_id_symbol');
const kTriggerId = Symbol('trigger_async_id_symbol');
const kDestroyed = Symbol('destroyed');

// The main script ends with a run of the tick queue, which is what sets the identity to 0.
require('internal/ticks').requestTicks();

/** The identifier of the running callback; 1 in the main script, 0 in promise reactions. */
function executionAsyncId() {
  return state.executionId;
}
/** The identifier of the resource that caused the running callback. */
function triggerAsyncId() {
  return state.triggerId;
}

const topLevel = {};
/** The resource of the running callback. */
function executionAsyncResource() {
  return state.resource ?? topLevel;
}

/** Makes a hook; it must be enabled. */
function createHook(callbacks) {
  const { AsyncHook } = require('internal/async_hooks/hooks');
  return new AsyncHook(callbacks);
}

let collected;
function watch(resource) {
  const { hasDestroyHook } = require('internal/async_hooks/hooks');
  if (!hasDestroyHook()) return;
  collected ??= new SafeFinalizationRegistry(({ id, flag }) => {
    if (!flag.destroyed) state.hooks?.destroy(id);
  });
  const flag = resource[kDestroyed] = { destroyed: false };
  ObjectDefineProperties(resource, { [kDestroyed]: { __proto__: null, enumerable: false } });
  collected.register(resource, { id: resource[kAsyncId], flag });
}

/** Lets user code take part in the context of asynchronous operations of its own. */
class AsyncResource {
  constructor(type, opts = {}) {
    validateString(type, 'type');
    let triggerId = opts;
    let manual = false;
    if (typeof opts !== 'number') {
      triggerId = opts.triggerAsyncId === undefined ? state.executionId : opts.triggerAsyncId;
      manual = !!opts.requireManualDestroy;
    }
    if (!NumberIsSafeInteger(triggerId) || triggerId < -1) throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', triggerId);
    this[kContextFrame] = op_context_get();
    this[kAsyncId] = ++state.lastId;
    this[kTriggerId] = triggerId;
    if (state.hooks !== null) {
      if (type.length === 0) throw new ERR_ASYNC_TYPE(type);
      state.hooks.init(this[kAsyncId], type, triggerId, this);
      if (!manual) watch(this);
    }
  }

  /** Calls `fn` in the context in which this resource was made. */
  runInAsyncScope(fn, thisArg, ...args) {
    const id = this[kAsyncId];
    const { executionId, triggerId, resource } = state;
    const context = op_context_get();
    state.executionId = id;
    state.triggerId = this[kTriggerId];
    state.resource = this;
    op_context_set(this[kContextFrame]);
    try {
      if (state.hooks !== null) state.hooks.before(id);
      return ReflectApply(fn, thisArg, args);
    } finally {
      if (state.hooks !== null) state.hooks.after(id);
      op_context_set(context);
      state.executionId = executionId;
      state.triggerId = triggerId;
      state.resource = resource;
    }
  }

  /** Tells the destroy hooks that the resource is gone. */
  emitDestroy() {
    if (this[kDestroyed] !== undefined) this[kDestroyed].destroyed = true;
    if (state.hooks !== null) state.hooks.destroy(this[kAsyncId]);
    return this;
  }

  asyncId() {
    return this[kAsyncId];
  }
  triggerAsyncId() {
    return this[kTriggerId];
  }

  /** `fn`, bound to this resource's context. */
  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    let bound;
    if (thisArg === undefined) {
      const resource = this;
      bound = function(...args) {
        return ReflectApply(resource.runInAsyncScope, resource, [fn, this, ...args]);
      };
    } else {
      bound = FunctionPrototypeBind(this.runInAsyncScope, this, fn, thisArg);
    }
    ObjectDefineProperties(bound, {
      length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false },
    });
    return bound;
  }

  /** `fn`, bound to the context of now. */
  static bind(fn, type, thisArg) {
    type ||= fn.name || 'bound-anonymous-fn';
    return new AsyncResource(type).bind(fn, thisArg);
  }
}

module.exports = {
  AsyncLocalStorage: require('internal/async_hooks/storage').AsyncLocalStorage,
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: ObjectFreeze(require('internal/async_hooks/providers')),
  AsyncResource,
};
