// AsyncLocalStorage over the engine's context slot, which promise jobs carry natively and all queues of the runtime
// store with their entries. The slot holds a frame: a map of stores that is never changed, only replaced.
// https://nodejs.org/api/async_context.html
'use strict';

const { Map, MapPrototypeDelete, MapPrototypeForEach, MapPrototypeGet, MapPrototypeHas, MapPrototypeSet, ReflectApply,
  SymbolDispose } = primordials;
const { op_context_get, op_context_set } = ops;
const { validateFunction, validateObject } = require('internal/validators');

class AsyncContextFrame extends Map {}

function copy(frame) {
  const next = new AsyncContextFrame();
  if (frame !== undefined) MapPrototypeForEach(frame, (value, key) => MapPrototypeSet(next, key, value));
  return next;
}
function withStore(frame, storage, store) {
  return MapPrototypeSet(copy(frame), storage, store);
}
function withoutStore(frame, storage) {
  const next = copy(frame);
  MapPrototypeDelete(next, storage);
  return next;
}

/** Ends, when disposed, what AsyncLocalStorage#withScope began. */
class RunScope {
  #storage;
  #before;
  #during;
  #disposed = false;

  constructor(storage, store) {
    this.#storage = storage;
    this.#before = op_context_get();
    this.#during = withStore(this.#before, storage, store);
    op_context_set(this.#during);
  }

  dispose() {
    if (this.#disposed) return;
    this.#disposed = true;
    const current = op_context_get();
    const before = this.#before;
    if (current === this.#during) {
      op_context_set(before);
    } else if (before !== undefined && MapPrototypeHas(before, this.#storage)) {
      // Another storage was entered meanwhile, and stays so.
      op_context_set(withStore(current, this.#storage, MapPrototypeGet(before, this.#storage)));
    } else if (current !== undefined && MapPrototypeHas(current, this.#storage)) {
      op_context_set(withoutStore(current, this.#storage));
    }
  }

  [SymbolDispose]() {
    this.dispose();
  }
}

/** A value that follows a chain of asynchronous calls. */
class AsyncLocalStorage {
  #defaultValue = undefined;
  #name = undefined;

  /** @param {{defaultValue?: any, name?: string}} [options] */
  constructor(options = {}) {
    validateObject(options, 'options');
    this.#defaultValue = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  get name() {
    return this.#name || '';
  }

  /** A function that calls `fn` in the context of now. */
  static bind(fn) {
    validateFunction(fn, 'fn');
    return require('node/async_hooks').AsyncResource.bind(fn);
  }

  /** A function that calls its argument in the context of now. */
  static snapshot() {
    return AsyncLocalStorage.bind((callback, ...args) => callback(...args));
  }

  /** Forgets the store in the current context. */
  disable() {
    const frame = op_context_get();
    if (frame !== undefined && MapPrototypeHas(frame, this)) op_context_set(withoutStore(frame, this));
  }

  /** Sets the store for the rest of the synchronous execution and what it starts. */
  enterWith(data) {
    op_context_set(withStore(op_context_get(), this, data));
  }

  /** Calls `callback` with the store set to `data`. */
  run(data, callback, ...args) {
    const before = op_context_get();
    if (before !== undefined && MapPrototypeHas(before, this) && MapPrototypeGet(before, this) === data) {
      return ReflectApply(callback, null, args);
    }
    const scope = new RunScope(this, data);
    try {
      return ReflectApply(callback, null, args);
    } finally {
      scope.dispose();
    }
  }

  /** Calls `callback` without a store. */
  exit(callback, ...args) {
    return this.run(undefined, callback, ...args);
  }

  /** The store, or the default value. */
  getStore() {
    const frame = op_context_get();
    if (frame === undefined) return this.#defaultValue;
    const store = MapPrototypeGet(frame, this);
    return store === undefined && !MapPrototypeHas(frame, this) ? this.#defaultValue : store;
  }

  /** Sets the store until the returned scope is disposed: `using scope = storage.withScope(value)`. */
  withScope(store) {
    return new RunScope(this, store);
  }
}

module.exports = { AsyncLocalStorage };
