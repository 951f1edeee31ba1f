// EventTarget, and what is built on it. https://dom.spec.whatwg.org/#interface-eventtarget and
// https://nodejs.org/api/events.html#eventtarget-and-event-api
'use strict';

const {
  FunctionPrototypeCall, ObjectDefineProperties, ObjectDefineProperty, ObjectPrototype, String, Symbol, SymbolFor,
  SymbolToStringTag,
} = primordials;
const ticks = require('internal/ticks');

const kIsEventTarget = SymbolFor('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kInspect = SymbolFor('nodejs.util.inspect.custom');
// Options of built-in callers.
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kWeakHandler = Symbol('kWeak');
// Hooks of subclasses.
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kHybridDispatch = SymbolFor('nodejs.internal.kHybridDispatch');
// Owned here, since every worker makes a target and few need an emitter; `node:events` shows them.
const kMaxEventTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxEventTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');

const errors = () => require('internal/errors').codes;
const validators = () => require('internal/validators');
const noOptions = { __proto__: null };
// Event and what it shares with targets: a message that only `on()` listens to needs none.
let loadedEvents;
const events = () => loadedEvents ??= require('web/event');

function missing(...names) {
  return new (errors().ERR_MISSING_ARGS)(...names);
}

function checkType(type) {
  if (typeof type === 'symbol') {
    const { ERR_INVALID_ARG_TYPE } = errors();
    const error = new ERR_INVALID_ARG_TYPE('type', 'string', type);
    error.message = 'Value is a Symbol and cannot be converted to a string.';
    throw error;
  }
  return String(type);
}

// --- EventTarget --------------------------------------------------------------------------------------------------
// Listeners that are held weakly live as long as their owner.
let ownedListeners;
function own(owner, listener) {
  ownedListeners ??= new primordials.SafeWeakMap();
  const list = ownedListeners.get(owner);
  if (list === undefined) ownedListeners.set(owner, [listener]);
  else list[list.length] = listener;
}

function uncaughtLater(error) {
  ticks.nextTick(() => { throw error; });
}

// A listener may be an async function: its rejection is as uncaught as a throw.
function watch(result) {
  const { then } = result;
  if (typeof then === 'function') FunctionPrototypeCall(then, result, undefined, uncaughtLater);
}

function isListener(listener) {
  if (typeof listener === 'function' || typeof listener === 'object' && listener !== null) return true;
  if (listener === null || listener === undefined) return false;
  throw new (errors().ERR_INVALID_ARG_TYPE)('listener', 'EventListener', listener);
}

const callbackOf = (record) => (record.weak ? record.held.deref() : record.held);

// The listeners of a target by type, in the order of the types' first listeners. Most targets have few types: a search
// costs less than a Map, and a Map less than a long search.
const MANY = 16;
class Registry {
  #entries = [];
  #index = undefined;

  get(type) {
    if (this.#index !== undefined) return this.#index.get(type);
    const entries = this.#entries;
    for (let i = 0; i < entries.length; i++) if (entries[i].type === type) return entries[i];
    return undefined;
  }

  add(type) {
    const entry = { __proto__: null, type, list: [], size: 0, busy: 0 };
    const entries = this.#entries;
    entries[entries.length] = entry;
    if (this.#index !== undefined) {
      this.#index.set(type, entry);
    } else if (entries.length > MANY) {
      this.#index = new primordials.SafeMap();
      for (let i = 0; i < entries.length; i++) this.#index.set(entries[i].type, entries[i]);
    }
    return entry;
  }

  delete(type) {
    const entries = this.#entries;
    let kept = 0;
    for (let i = 0; i < entries.length; i++) if (entries[i].type !== type) entries[kept++] = entries[i];
    entries.length = kept;
    this.#index?.delete(type);
  }

  /** The types that have listeners. */
  types() {
    const types = [];
    for (let i = 0; i < this.#entries.length; i++) {
      if (this.#entries[i].size > 0) types[types.length] = this.#entries[i].type;
    }
    return types;
  }
}

let registryOf;
let defineHandler;
let clearListeners;

// The object that the next construction stamps instead of a new one: MessagePorts are platform objects.
let adopted;
// Without a name, which would show when classes are printed.
const Root = (0, function() {
  if (adopted !== undefined) {
    const object = adopted;
    adopted = undefined;
    return object;
  }
});
Root.prototype = ObjectPrototype;

/** Makes the next `new` of a class derived from EventTarget take `object` for its instance. */
function adopt(object) {
  adopted = object;
}

/** https://dom.spec.whatwg.org/#interface-eventtarget */
class EventTarget extends Root {
  // A Registry of { type, list, size, busy }; what is removed while a dispatch walks the list stays in it, marked, until
  // it is done.
  #events = undefined;
  #handlers = undefined;

  static {
    registryOf = (target) => target.#events;
    defineHandler = EventTarget.#defineHandler;
    clearListeners = EventTarget.#clear;
  }

  constructor() {
    super();
    this[kMaxEventTargetListeners] = undefined;
    this[kMaxEventTargetListenersWarned] = false;
  }

  static #check(target) {
    if (target === null || typeof target !== 'object' && typeof target !== 'function' || !(#events in target)) {
      throw new (errors().ERR_INVALID_THIS)('EventTarget');
    }
  }

  /** Called after a listener was added; subclasses extend it. */
  [kNewListener](size, type) {
    // Nobody has changed the default of emitters that were never made.
    const limit = this[kMaxEventTargetListeners] ?? require.made('node/events')?.defaultMaxListeners ?? 10;
    if (!(limit > 0 && size > limit) || this[kMaxEventTargetListenersWarned]) return;
    this[kMaxEventTargetListenersWarned] = true;
    const { inspect } = require('internal/util/inspect');
    const warning = new Error(`Possible EventTarget memory leak detected. ${size} ${type} listeners added to ` +
      `${inspect(this, { depth: -1 })}. MaxListeners is ${limit}. Use events.setMaxListeners() to increase limit`);
    warning.name = 'MaxListenersExceededWarning';
    warning.target = this;
    warning.type = type;
    warning.count = size;
    ticks.getProcess().emitWarning(warning);
  }
  /** Called after a listener was removed. */
  [kRemoveListener]() {}

  addEventListener(type, listener, options = noOptions) {
    EventTarget.#check(this);
    if (arguments.length < 2) throw missing('type', 'listener');
    let once = false;
    let capture = false;
    let passive = false;
    let signal;
    let nodeStyle = false;
    let resist = false;
    let owner;
    if (typeof options === 'boolean') {
      capture = options;
    } else if (options !== noOptions && options !== null && options !== undefined) {
      if (typeof options !== 'object' && typeof options !== 'function') {
        validators().validateObject(options, 'options', validators().kValidateObjectAllowObjects);
      }
      once = !!options.once;
      capture = !!options.capture;
      passive = !!options.passive;
      signal = options.signal;
      nodeStyle = !!options[kIsNodeStyleListener];
      resist = options[kResistStopPropagation] ?? false;
      owner = options[kWeakHandler];
      if (signal !== undefined) validators().validateAbortSignal(signal, 'options.signal');
    }
    if (!isListener(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      ticks.getProcess().emitWarning(warning);
      return;
    }
    type = checkType(type);
    if (signal !== undefined) {
      if (signal.aborted) return;
      // Held weakly: a long-lived signal must not keep the target alive.
      signal.addEventListener('abort', () => this.removeEventListener(type, listener, options),
                              { __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }
    const known = this.#events?.get(type);
    if (known !== undefined) {
      for (let i = 0; i < known.list.length; i++) {
        const record = known.list[i];
        if (!record.removed && callbackOf(record) === listener && record.capture === capture) return;
      }
    }
    let held = listener;
    if (owner) {
      own(owner, listener);
      held = new primordials.SafeWeakRef(listener);
    }
    this.#events ??= new Registry();
    const entry = known ?? this.#events.add(type);
    entry.size++;
    entry.list[entry.list.length] = {
      __proto__: null, held, weak: !!owner, once, capture, passive, nodeStyle, resist, removed: false,
    };
    this[kNewListener](entry.size, type, listener, once, capture, passive, !!owner);
  }

  removeEventListener(type, listener, options = noOptions) {
    EventTarget.#check(this);
    if (arguments.length < 2) throw missing('type', 'listener');
    if (!isListener(listener)) return;
    type = checkType(type);
    const capture = typeof options === 'boolean' ? options : !!options?.capture;
    const known = this.#events?.get(type);
    if (known === undefined) return;
    for (let i = 0; i < known.list.length; i++) {
      const record = known.list[i];
      if (!record.removed && callbackOf(record) === listener && record.capture === capture) {
        this.#remove(type, known, record);
        return;
      }
    }
  }

  #remove(type, entry, record) {
    record.removed = true;
    entry.size--;
    if (entry.busy === 0) this.#compact(type, entry);
    this[kRemoveListener](entry.size, type, callbackOf(record), record.capture);
  }

  #compact(type, entry) {
    const { list } = entry;
    let kept = 0;
    for (let i = 0; i < list.length; i++) if (!list[i].removed) list[kept++] = list[i];
    list.length = kept;
    if (kept === 0) this.#events.delete(type);
  }

  static #clear(target, type) {
    const entry = target.#events?.get(type);
    if (entry === undefined) return;
    const { list } = entry;
    entry.busy++;
    for (let i = list.length - 1; i >= 0; i--) if (!list[i].removed) target.#remove(type, entry, list[i]);
    if (--entry.busy === 0) target.#compact(type, entry);
  }

  dispatchEvent(event) {
    EventTarget.#check(this);
    if (arguments.length < 1) throw missing('event');
    if (!(event instanceof events().Event)) throw new (errors().ERR_INVALID_ARG_TYPE)('event', 'Event', event);
    if (events().isDispatching(event)) throw new (errors().ERR_EVENT_RECURSION)(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  /** Calls the listeners with `event`, those added by on() and once() with `value`. The event is made when needed. */
  [kHybridDispatch](value, type, event) {
    if (event !== undefined) events().setTarget(event, this);
    const entry = this.#events?.get(type);
    if (entry === undefined) {
      if (event !== undefined) events().finish(event);
      return true;
    }
    const { list } = entry;
    entry.busy++;
    // Whether another one follows is decided before the call, as in Node: those added meanwhile are called, except by
    // the last listener.
    for (let i = 0, more = list.length > 0; more; i++) {
      const record = list[i];
      more = i + 1 < list.length;
      if (record.removed || (event !== undefined && events().isStopped(event) && !record.resist)) continue;
      const callback = callbackOf(record);
      if (record.once) this.#remove(type, entry, record);
      try {
        let arg = value;
        if (!record.nodeStyle) {
          if (event === undefined) events().setTarget(event = this[kCreateEvent](value, type), this);
          arg = event;
          events().setPassive(event, record.passive);
        }
        let result;
        if (typeof callback === 'function') {
          result = FunctionPrototypeCall(callback, this, arg);
        } else if (typeof callback?.handleEvent === 'function') {
          result = FunctionPrototypeCall(callback.handleEvent, callback, arg);
        }
        if (result !== undefined && result !== null) watch(result);
      } catch (error) {
        uncaughtLater(error);
      }
    }
    if (--entry.busy === 0 && entry.size < list.length) this.#compact(type, entry);
    if (event !== undefined) {
      events().setPassive(event, false);
      events().finish(event);
    }
    return true;
  }

  /** Makes the event for a value that the runtime or emit() dispatches. */
  [kCreateEvent]() {
    throw new (errors().ERR_METHOD_NOT_IMPLEMENTED)('kCreateEvent');
  }

  static #defineHandler(prototype, name, event) {
    const property = `on${name}`;
    function get() {
      EventTarget.#check(this);
      return this.#handlers?.[event]?.value ?? null;
    }
    function set(value) {
      EventTarget.#check(this);
      this.#handlers ??= { __proto__: null };
      const old = this.#handlers[event];
      // An object is kept, too, but never called.
      if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) {
        if (old !== undefined) {
          this.removeEventListener(event, old.listener);
          this.#handlers[event] = undefined;
        }
      } else if (old !== undefined) {
        // The new handler takes the place of the old one in the order of listeners.
        old.value = value;
      } else {
        const handler = { __proto__: null, value, listener: undefined };
        handler.listener = function(e) {
          return typeof handler.value === 'function' ? FunctionPrototypeCall(handler.value, this, e) : undefined;
        };
        this.#handlers[event] = handler;
        this.addEventListener(event, handler.listener);
      }
    }
    ObjectDefineProperty(get, 'name', { __proto__: null, value: `get ${property}`, configurable: true });
    ObjectDefineProperty(set, 'name', { __proto__: null, value: `set ${property}`, configurable: true });
    ObjectDefineProperty(prototype, property, { __proto__: null, get, set, configurable: true, enumerable: true });
  }

  [kInspect](depth, options) {
    EventTarget.#check(this);
    const { name } = this.constructor;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({}, {
      ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1,
    })}`;
  }
}
ObjectDefineProperty(EventTarget, kIsEventTarget, { __proto__: null, value: true });
// Classes of later subclasses override these three; users must not see them in for…in.
const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(EventTarget.prototype, {
  addEventListener: enumerable,
  removeEventListener: enumerable,
  dispatchEvent: enumerable,
  [SymbolToStringTag]: { __proto__: null, value: 'EventTarget', writable: false, enumerable: false, configurable: true },
});

const isEventTarget = (value) => value?.constructor?.[kIsEventTarget] === true;

/** The callbacks of one type, in order. */
function listenersOf(target, type) {
  const entry = registryOf(target)?.get(type);
  const callbacks = [];
  if (entry === undefined) return callbacks;
  for (let i = 0; i < entry.list.length; i++) {
    const callback = entry.list[i].removed ? undefined : callbackOf(entry.list[i]);
    if (callback !== undefined) callbacks[callbacks.length] = callback;
  }
  return callbacks;
}

/** Gives `prototype` an event handler property: `on${name}`. https://html.spec.whatwg.org/#event-handlers */
function defineEventHandler(prototype, name, event = name) {
  defineHandler(prototype, name, event);
}

module.exports = {
  get Event() { return events().Event; },
  get CustomEvent() { return events().CustomEvent; },
  EventTarget,
  adopt,
  get NodeEventTarget() { return require('web/node_event_target'); },
  get MessageEvent() { return require('web/message_event').MessageEvent; },
  get ErrorEvent() { return require('web/message_event').ErrorEvent; },
  get CloseEvent() { return require('web/message_event').CloseEvent; },
  defineEventHandler,
  isEventTarget,
  listenersOf,
  registryOf,
  clearListeners,
  kCreateEvent,
  kHybridDispatch,
  kIsNodeEventTarget,
  kIsNodeStyleListener,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  get kTrustEvent() { return events().kTrustEvent; },
  kWeakHandler,
};
