// The functions of node:events that work on emitters and EventTargets alike.
// https://nodejs.org/api/events.html#eventsonceemitter-name-options
'use strict';

const {
  AsyncIteratorPrototype, Error, NumberMAX_SAFE_INTEGER, ObjectSetPrototypeOf, Promise, PromiseReject, PromiseResolve,
  SymbolAsyncIterator, SymbolDispose, SymbolFor,
} = primordials;
const EventEmitter = require('node/events');
const { addAbortListener } = require('internal/events/abort_listener');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateNumber, validateObject } = require('internal/validators');

const kFirstEventParam = SymbolFor('nodejs.kFirstEventParam');
const kWatermarkData = SymbolFor('nodejs.watermarkData');
const kNoOptions = { __proto__: null };

const eventTargets = () => require('web/event_target');

function isEventTarget(value) {
  return typeof value === 'object' && value !== null && eventTargets().isEventTarget(value);
}

function addListener(emitter, name, listener, flags) {
  if (typeof emitter?.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter?.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', emitter);
  }
}

function removeListener(emitter, name, listener) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else emitter.removeEventListener(name, listener);
}

function checkSignal(options) {
  validateObject(options, 'options');
  const { signal } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return signal;
}

function once(emitter, name, options = kNoOptions) {
  const signal = checkSignal(options);
  return new Promise((resolve, reject) => {
    let abortListener;
    const settle = (how, value) => {
      abortListener?.[SymbolDispose]();
      how(value);
    };
    const onError = (error) => {
      removeListener(emitter, name, onEvent);
      settle(reject, error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      settle(resolve, args);
    };
    const { kResistStopPropagation } = eventTargets();
    addListener(emitter, name, onEvent, { __proto__: null, once: true, [kResistStopPropagation]: true });
    // An EventTarget has no special 'error' event.
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal) {
      abortListener = addAbortListener(signal, () => {
        removeListener(emitter, name, onEvent);
        if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
        reject(new AbortError(undefined, { cause: signal.reason }));
      });
    }
  });
}

// First in, first out, without moving what is left.
class Queue {
  #items = [];
  #head = 0;
  get length() {
    return this.#items.length - this.#head;
  }
  push(item) {
    this.#items[this.#items.length] = item;
  }
  shift() {
    const items = this.#items;
    if (this.#head === items.length) return undefined;
    const item = items[this.#head];
    items[this.#head++] = undefined;
    if (this.#head === items.length) {
      items.length = 0;
      this.#head = 0;
    }
    return item;
  }
}

function on(emitter, event, options = kNoOptions) {
  const signal = checkSignal(options);
  const high = options.highWaterMark ?? options.highWatermark ?? NumberMAX_SAFE_INTEGER;
  validateInteger(high, 'options.highWaterMark', 1);
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(low, 'options.lowWaterMark', 1);

  const values = new Queue();
  const waiting = new Queue();
  const registered = [];
  let paused = false;
  let failure = null;
  let finished = false;
  let abortListener;

  function listen(target, name, handler, flags) {
    addListener(target, name, handler, flags);
    registered[registered.length] = { target, name, handler };
  }
  function close() {
    abortListener?.[SymbolDispose]();
    for (let i = 0; i < registered.length; i++) {
      removeListener(registered[i].target, registered[i].name, registered[i].handler);
    }
    registered.length = 0;
    finished = true;
    while (waiting.length > 0) waiting.shift().resolve({ done: true, value: undefined });
    return PromiseResolve({ done: true, value: undefined });
  }
  function fail(error) {
    const first = waiting.shift();
    if (first !== undefined) first.reject(error);
    else failure = error;
    close();
  }
  function deliver(value) {
    const first = waiting.shift();
    if (first !== undefined) {
      first.resolve({ done: false, value });
      return;
    }
    values.push(value);
    if (!paused && values.length > high) {
      paused = true;
      emitter.pause?.();
    }
  }

  const iterator = ObjectSetPrototypeOf({
    next() {
      if (values.length > 0) {
        const value = values.shift();
        if (paused && values.length < low) {
          emitter.resume?.();
          paused = false;
        }
        return PromiseResolve({ done: false, value });
      }
      if (failure !== null) {
        const rejected = PromiseReject(failure);
        failure = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      fail(error);
    },
    [SymbolAsyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return values.length; },
      get low() { return low; },
      get high() { return high; },
      get isPaused() { return paused; },
    },
  }, AsyncIteratorPrototype);

  const { kResistStopPropagation } = eventTargets();
  const flags = { __proto__: null, [kResistStopPropagation]: true };
  listen(emitter, event, options[kFirstEventParam] ? deliver : (...args) => deliver(args), flags);
  if (event !== 'error' && typeof emitter.on === 'function') listen(emitter, 'error', fail);
  const closing = options.close;
  if (closing?.length) {
    for (let i = 0; i < closing.length; i++) listen(emitter, closing[i], close, flags);
  }
  if (signal) abortListener = addAbortListener(signal, () => fail(new AbortError(undefined, { cause: signal.reason })));
  return iterator;
}

function invalid(value) {
  return new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'], value);
}

function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget?.listeners === 'function') return emitterOrTarget.listeners(type);
  if (isEventTarget(emitterOrTarget)) return eventTargets().listenersOf(emitterOrTarget, type);
  throw invalid(emitterOrTarget);
}

function getMaxListeners(emitterOrTarget, maxListeners) {
  if (typeof emitterOrTarget?.getMaxListeners === 'function') return maxListeners(emitterOrTarget);
  if (isEventTarget(emitterOrTarget)) {
    return emitterOrTarget[eventTargets().kMaxEventTargetListeners] ?? EventEmitter.defaultMaxListeners;
  }
  throw invalid(emitterOrTarget);
}

function listenerCount(emitter, type) {
  if (typeof emitter?.listenerCount === 'function') return emitter.listenerCount(type);
  if (isEventTarget(emitter)) return eventTargets().listenersOf(emitter, type).length;
  if (emitter instanceof EventEmitter) return EventEmitter.prototype.listenerCount.call(emitter, type);
  throw invalid(emitter);
}

function setMaxListeners(n, targets) {
  validateNumber(n, 'setMaxListeners', 0);
  if (targets.length === 0) {
    EventEmitter.defaultMaxListeners = n;
    return;
  }
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (isEventTarget(target)) {
      target[eventTargets().kMaxEventTargetListeners] = n;
      target[eventTargets().kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw new ERR_INVALID_ARG_TYPE('eventTargets', ['EventEmitter', 'EventTarget'], target);
    }
  }
}

module.exports = {
  kFirstEventParam, kWatermarkData, once, on, getEventListeners, getMaxListeners, listenerCount, setMaxListeners,
};
