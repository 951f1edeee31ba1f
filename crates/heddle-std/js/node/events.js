// node:events: EventEmitter. Loaded in every isolate (process is an emitter), so what is rare is loaded on use.
// https://nodejs.org/api/events.html
'use strict';

const {
  ArrayPrototypeSlice, Boolean, Error, FunctionPrototype, NumberIsNaN, ObjectDefineProperties, ObjectGetPrototypeOf,
  ReflectApply, ReflectOwnKeys, String, Symbol, SymbolFor,
} = primordials;

const kCapture = Symbol('kCapture');
const kShapeMode = Symbol('shapeMode');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = SymbolFor('nodejs.rejection');

let defaultMaxListeners = 10;

const validators = () => require('internal/validators');
const errors = () => require('internal/errors').codes;
const getProcess = () => require('internal/ticks').getProcess();

function checkListener(listener) {
  if (typeof listener !== 'function') validators().validateFunction(listener, 'listener');
}

/**
 * Emits named events to listeners.
 * @param {{captureRejections?: boolean}} [opts]
 */
function EventEmitter(opts) {
  const { init } = EventEmitter;
  if (init.call === call) init.call(this, opts);
  else ReflectApply(init, this, [opts]);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

// Set up by every constructor, also those written without `class` that call `EventEmitter.call(this)`.
function init(opts) {
  if (this._events === undefined || this._events === ObjectGetPrototypeOf(this)._events) {
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
  } else {
    // The class prepared the names of its events: they are set to undefined, not deleted.
    this[kShapeMode] = true;
  }
  this._maxListeners ||= undefined;
  if (opts?.captureRejections) {
    validators().validateBoolean(opts.captureRejections, 'options.captureRejections');
    this[kCapture] = Boolean(opts.captureRejections);
  } else {
    this[kCapture] = EventEmitter.prototype[kCapture];
  }
}

// Methods are enumerable, as Node's are: some libraries mix the prototype into other objects with for…in.
const { prototype } = EventEmitter;

/** Sets from how many listeners of one event on a leak is suspected; 0 for never. */
prototype.setMaxListeners = function setMaxListeners(n) {
  validators().validateNumber(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

function maxListeners(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

prototype.getMaxListeners = function getMaxListeners() {
  return maxListeners(this);
};

function throwUnhandled(emitter, er, emit) {
  if (er instanceof Error) {
    require('internal/events/unhandled').noteEmitter(emitter, er, emit);
    throw er; // Unhandled 'error' event
  }
  let text;
  try {
    text = require('internal/util/inspect').inspect(er);
  } catch {
    text = er;
  }
  const error = new (errors().ERR_UNHANDLED_ERROR)(text);
  error.context = er;
  throw error; // Unhandled 'error' event
}

// A call by `.call` is ten times as fast as by Reflect.apply where many functions meet, as here; used while it is the
// built-in one.
const { call } = FunctionPrototype;

function callOne(emitter, handler, type, args) {
  let result;
  if (handler.call !== call) {
    result = ReflectApply(handler, emitter, args);
  } else {
    switch (args.length) {
      case 0:
        result = handler.call(emitter);
        break;
      case 1:
        result = handler.call(emitter, args[0]);
        break;
      case 2:
        result = handler.call(emitter, args[0], args[1]);
        break;
      case 3:
        result = handler.call(emitter, args[0], args[1], args[2]);
        break;
      default:
        result = ReflectApply(handler, emitter, args);
    }
  }
  // Only a promise is of interest, and only with captureRejections.
  if (result !== undefined && result !== null && emitter[kCapture]) {
    require('internal/events/unhandled').watchRejection(emitter, result, type, args, kCapture, kRejection);
  }
}

/** Calls the listeners of `type` in order; false if there was none. */
prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events === undefined || events.error === undefined) throwUnhandled(this, args[0], emit);
  }
  if (events === undefined) return false;
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    callOne(this, handler, type, args);
  } else {
    // A copy: listeners may add and remove others meanwhile.
    const { length } = handler;
    const listeners = [];
    for (let i = 0; i < length; i++) listeners[i] = handler[i];
    for (let i = 0; i < length; i++) callOne(this, listeners[i], type, args);
  }
  return true;
};

function warnLeak(emitter, list, type, limit) {
  list.warned = true;
  const { inspect } = require('internal/util/inspect');
  const warning = new Error(`Possible EventEmitter memory leak detected. ${list.length} ${String(type)} listeners ` +
    `added to ${inspect(emitter, { depth: -1 })}. MaxListeners is ${limit}. ` +
    'Use emitter.setMaxListeners() to increase limit');
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = emitter;
  warning.type = type;
  warning.count = list.length;
  getProcess().emitWarning(warning);
}

function add(emitter, type, listener, prepend) {
  checkListener(listener);
  let events = emitter._events;
  let existing;
  if (events === undefined) {
    events = emitter._events = { __proto__: null };
    emitter._eventsCount = 0;
  } else {
    // Before it is added, so that a listener of 'newListener' never hears of itself.
    if (events.newListener !== undefined) {
      emitter.emit('newListener', type, listener.listener ?? listener);
      events = emitter._events;
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    ++emitter._eventsCount;
    return emitter;
  }
  if (typeof existing === 'function') {
    existing = events[type] = prepend ? [listener, existing] : [existing, listener];
  } else if (prepend) {
    for (let i = existing.length; i > 0; i--) existing[i] = existing[i - 1];
    existing[0] = listener;
  } else {
    existing[existing.length] = listener;
  }
  const limit = maxListeners(emitter);
  if (limit > 0 && existing.length > limit && !existing.warned) warnLeak(emitter, existing, type, limit);
  return emitter;
}

prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};
prototype.on = prototype.addListener;
prototype.prependListener = function prependListener(type, listener) {
  return add(this, type, listener, true);
};

function onceWrapper(target, type, listener) {
  let fired = false;
  function wrapper(...args) {
    if (fired) return undefined;
    fired = true;
    target.removeListener(type, wrapper);
    return ReflectApply(listener, target, args);
  }
  wrapper.listener = listener;
  return wrapper;
}

prototype.once = function once(type, listener) {
  checkListener(listener);
  return this.on(type, onceWrapper(this, type, listener));
};
prototype.prependOnceListener = function prependOnceListener(type, listener) {
  checkListener(listener);
  return this.prependListener(type, onceWrapper(this, type, listener));
};

function dropType(emitter, events, type) {
  emitter._eventsCount--;
  if (emitter[kShapeMode]) events[type] = undefined;
  else if (emitter._eventsCount === 0) emitter._events = { __proto__: null };
  else delete events[type];
}

/** Removes the listener that was added last among equal ones. */
prototype.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    dropType(this, events, type);
    if (events.removeListener) this.emit('removeListener', type, list.listener || listener);
  } else if (typeof list !== 'function') {
    let at = list.length - 1;
    while (at >= 0 && list[at] !== listener && list[at].listener !== listener) at--;
    if (at < 0) return this;
    for (let i = at + 1; i < list.length; i++) list[i - 1] = list[i];
    list.length--;
    if (list.length === 1) events[type] = list[0];
    if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  }
  return this;
};
prototype.off = prototype.removeListener;

/** Removes all listeners, or those of one event. */
prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = { __proto__: null };
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      dropType(this, events, type);
    }
    this[kShapeMode] = false;
    return this;
  }
  if (arguments.length === 0) {
    // Somebody listens for removals: one by one, the listeners of 'removeListener' last.
    const keys = ReflectOwnKeys(events);
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] !== 'removeListener') this.removeAllListeners(keys[i]);
    }
    this.removeAllListeners('removeListener');
    this._events = { __proto__: null };
    this._eventsCount = 0;
    this[kShapeMode] = false;
    return this;
  }
  const listeners = events[type];
  if (typeof listeners === 'function') {
    this.removeListener(type, listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};

function listenersOf(emitter, type, unwrap) {
  const list = emitter._events?.[type];
  if (list === undefined) return [];
  if (typeof list === 'function') return [unwrap ? list.listener || list : list];
  const copy = ArrayPrototypeSlice(list);
  if (unwrap) for (let i = 0; i < copy.length; i++) copy[i] = copy[i].listener || copy[i];
  return copy;
}

prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};
prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

/** How many listeners `type` has, or how many of them are `listener`. */
prototype.listenerCount = function listenerCount(type, listener) {
  const list = this._events?.[type];
  if (list === undefined) return 0;
  if (typeof list === 'function') {
    return listener === undefined || listener === null || listener === list || listener === list.listener ? 1 : 0;
  }
  if (listener === undefined || listener === null) return list.length;
  let count = 0;
  for (let i = 0; i < list.length; i++) if (list[i] === listener || list[i].listener === listener) count++;
  return count;
};

prototype.eventNames = function eventNames() {
  if (!(this._eventsCount > 0)) return [];
  const keys = ReflectOwnKeys(this._events);
  if (!this[kShapeMode]) return keys;
  const names = [];
  for (let i = 0; i < keys.length; i++) if (this._events[keys[i]] !== undefined) names[names.length] = keys[i];
  return names;
};

// --- module functions ---------------------------------------------------------------------------------------------
const tools = () => require('internal/events/tools');

/** Calls `listener` once `signal` aborts, whoever stops the event's propagation; dispose the result to undo. */
function addAbortListener(signal, listener) {
  return require('internal/events/abort_listener').addAbortListener(signal, listener);
}
/** A promise for the next event `name`. */
async function once(emitter, name, options) {
  return tools().once(emitter, name, options);
}
/** An async iterator over events. */
function on(emitter, event, options) {
  return tools().on(emitter, event, options);
}
/** The listeners of an emitter or EventTarget. */
function getEventListeners(emitterOrTarget, type) {
  return tools().getEventListeners(emitterOrTarget, type);
}
/** The limit of an emitter or EventTarget. */
function getMaxListeners(emitterOrTarget) {
  return tools().getMaxListeners(emitterOrTarget, maxListeners);
}
/** The number of listeners of an emitter or EventTarget. */
function listenerCount(emitter, type) {
  return tools().listenerCount(emitter, type);
}

module.exports = EventEmitter;
EventEmitter.addAbortListener = addAbortListener;
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.getEventListeners = getEventListeners;
EventEmitter.getMaxListeners = getMaxListeners;
EventEmitter.listenerCount = listenerCount;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
ObjectDefineProperties(EventEmitter, {
  captureRejections: {
    __proto__: null,
    enumerable: true,
    get() { return EventEmitter.prototype[kCapture]; },
    set(value) {
      validators().validateBoolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
  },
  EventEmitterAsyncResource: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return require('internal/events/async_resource'); },
    set: undefined,
  },
  errorMonitor: { __proto__: null, configurable: true, enumerable: true, writable: true, value: kErrorMonitor },
  defaultMaxListeners: {
    __proto__: null,
    enumerable: true,
    get() { return defaultMaxListeners; },
    set(n) {
      validators().validateNumber(n, 'defaultMaxListeners', 0);
      if (NumberIsNaN(n)) throw new (errors().ERR_OUT_OF_RANGE)('defaultMaxListeners', 'a non-negative number', n);
      defaultMaxListeners = n;
    },
  },
  kMaxEventTargetListeners: { __proto__: null, get: () => require('web/event_target').kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: {
    __proto__: null, get: () => require('web/event_target').kMaxEventTargetListenersWarned,
  },
});
ObjectDefineProperties(EventEmitter.prototype, {
  [kCapture]: { __proto__: null, value: false, writable: true, enumerable: false },
});
/** Sets the limit of the given emitters and EventTargets, or the default. */
EventEmitter.setMaxListeners = function setMaxListeners(n = defaultMaxListeners, ...eventTargets) {
  tools().setMaxListeners(n, eventTargets);
};
EventEmitter.init = init;
