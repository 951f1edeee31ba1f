// Event, EventTarget, CustomEvent, and NodeEventTarget: the mixture of EventTarget and EventEmitter that
// MessagePort is made of. https://dom.spec.whatwg.org/#events and https://nodejs.org/api/events.html#eventtarget-and-event-api
'use strict';

const {
  FunctionPrototypeCall, ObjectDefineProperties, ObjectDefineProperty, SafeMap, SafeWeakMap, SafeWeakRef, String, Symbol,
  SymbolFor, SymbolToStringTag,
} = primordials;
const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = require('node/events');
const ticks = require('internal/ticks');

const kIsEventTarget = SymbolFor('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kInspect = SymbolFor('nodejs.util.inspect.custom');
// Options of built-in callers.
const kTrustEvent = Symbol('kTrustEvent');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kResistStopPropagation = Symbol('kResistStopPropagation');
const kWeakHandler = Symbol('kWeak');
// Hooks of subclasses.
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kHybridDispatch = SymbolFor('nodejs.internal.kHybridDispatch');

const errors = () => require('internal/errors').codes;
const validators = () => require('internal/validators');
const noOptions = { __proto__: null };

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

// --- Event --------------------------------------------------------------------------------------------------------
// Access to the private state of events for the dispatch below.
let setTarget;
let finish;
let isStopped;
let isDispatching;
let setPassive;

/** https://dom.spec.whatwg.org/#interface-event */
class Event {
  #type;
  #bubbles = false;
  #cancelable = false;
  #composed = false;
  #defaultPrevented = false;
  #propagationStopped = false;
  #stop = false;
  #dispatching = false;
  #passive = false;
  #trusted = false;
  #target = null;
  #timeStamp = ops.op_time_hr();

  static {
    setTarget = (event, target) => {
      event.#target = target;
      event.#dispatching = true;
    };
    finish = (event) => { event.#dispatching = false; };
    isStopped = (event) => event.#stop;
    isDispatching = (event) => event.#dispatching;
    setPassive = (event, passive) => { event.#passive = passive; };
  }

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missing('type');
    if (options !== undefined && options !== null) {
      if (typeof options !== 'object' && typeof options !== 'function') {
        throw new (errors().ERR_INVALID_ARG_TYPE)('options', 'Object', options);
      }
      this.#bubbles = !!options.bubbles;
      this.#cancelable = !!options.cancelable;
      this.#composed = !!options.composed;
      this.#trusted = options[kTrustEvent] === true;
    }
    this.#type = `${type}`;
  }

  /** Historical. */
  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw missing('type');
    Event.#check(this);
    if (this.#dispatching) return;
    this.#type = `${type}`;
    this.#bubbles = !!bubbles;
    this.#cancelable = !!cancelable;
    this.#defaultPrevented = false;
    this.#stop = false;
    this.#propagationStopped = false;
  }

  static #check(event) {
    if (event === null || typeof event !== 'object' || !(#type in event)) throw new (errors().ERR_INVALID_THIS)('Event');
  }

  stopImmediatePropagation() {
    Event.#check(this);
    this.#propagationStopped = true;
    this.#stop = true;
  }
  preventDefault() {
    Event.#check(this);
    if (this.#cancelable && !this.#passive) this.#defaultPrevented = true;
  }
  get target() {
    Event.#check(this);
    return this.#target;
  }
  get currentTarget() {
    Event.#check(this);
    return this.#dispatching ? this.#target : null;
  }
  get srcElement() {
    Event.#check(this);
    return this.#target;
  }
  get type() {
    Event.#check(this);
    return this.#type;
  }
  get cancelable() {
    Event.#check(this);
    return this.#cancelable;
  }
  get defaultPrevented() {
    Event.#check(this);
    return this.#defaultPrevented;
  }
  get timeStamp() {
    Event.#check(this);
    return this.#timeStamp;
  }
  composedPath() {
    Event.#check(this);
    return this.#dispatching ? [this.#target] : [];
  }
  get returnValue() {
    Event.#check(this);
    return !this.#defaultPrevented;
  }
  get bubbles() {
    Event.#check(this);
    return this.#bubbles;
  }
  get composed() {
    Event.#check(this);
    return this.#composed;
  }
  get eventPhase() {
    Event.#check(this);
    return this.#dispatching ? 2 : 0;
  }
  get cancelBubble() {
    Event.#check(this);
    return this.#propagationStopped;
  }
  set cancelBubble(value) {
    Event.#check(this);
    if (value) this.#propagationStopped = true;
  }
  stopPropagation() {
    Event.#check(this);
    this.#propagationStopped = true;
  }
  get isTrusted() {
    Event.#check(this);
    return this.#trusted;
  }

  [kInspect](depth, options) {
    Event.#check(this);
    const { name } = this.constructor;
    if (depth < 0) return name;
    const { inspect } = require('internal/util/inspect');
    return `${name} ${inspect({
      type: this.#type,
      defaultPrevented: this.#defaultPrevented,
      cancelable: this.#cancelable,
      timeStamp: this.#timeStamp,
    }, { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 })}`;
  }

  static NONE = 0;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = 2;
  static BUBBLING_PHASE = 3;
}

const enumerable = { __proto__: null, enumerable: true };
const constant = (value) => ({ __proto__: null, value, writable: false, enumerable: true, configurable: false });
const tag = (value) => ({ __proto__: null, value, writable: false, enumerable: false, configurable: true });
const phases = {
  __proto__: null,
  NONE: constant(0),
  CAPTURING_PHASE: constant(1),
  AT_TARGET: constant(2),
  BUBBLING_PHASE: constant(3),
};
ObjectDefineProperties(Event, phases);
ObjectDefineProperties(Event.prototype, {
  [SymbolToStringTag]: tag('Event'),
  initEvent: enumerable,
  stopImmediatePropagation: enumerable,
  preventDefault: enumerable,
  target: enumerable,
  currentTarget: enumerable,
  srcElement: enumerable,
  type: enumerable,
  cancelable: enumerable,
  defaultPrevented: enumerable,
  timeStamp: enumerable,
  composedPath: enumerable,
  returnValue: enumerable,
  bubbles: enumerable,
  composed: enumerable,
  eventPhase: enumerable,
  cancelBubble: enumerable,
  stopPropagation: enumerable,
  // [LegacyUnforgeable], as close as an accessor on the prototype comes.
  isTrusted: { __proto__: null, enumerable: true, configurable: false },
});

/** https://dom.spec.whatwg.org/#interface-customevent */
class CustomEvent extends Event {
  #detail;
  constructor(type, options = undefined) {
    if (arguments.length === 0) throw missing('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }
  get detail() {
    if (!(#detail in this)) throw new (errors().ERR_INVALID_THIS)('CustomEvent');
    return this.#detail;
  }
}
ObjectDefineProperties(CustomEvent.prototype, { [SymbolToStringTag]: tag('CustomEvent'), detail: enumerable });

// --- EventTarget --------------------------------------------------------------------------------------------------
// Listeners that are held weakly live as long as their owner.
let ownedListeners;
function own(owner, listener) {
  ownedListeners ??= new SafeWeakMap();
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

let registryOf;
let defineHandler;
let clearListeners;

/** https://dom.spec.whatwg.org/#interface-eventtarget */
class EventTarget {
  // type => { list, busy }; the array is copied before a change while a dispatch walks it.
  #events = undefined;
  #handlers = undefined;

  static {
    registryOf = (target) => target.#events;
    defineHandler = EventTarget.#defineHandler;
    clearListeners = EventTarget.#clear;
  }

  constructor() {
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
    let limit = this[kMaxEventTargetListeners];
    limit ??= require('node/events').defaultMaxListeners;
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

  #writable(type) {
    this.#events ??= new SafeMap();
    let entry = this.#events.get(type);
    if (entry === undefined) this.#events.set(type, entry = { __proto__: null, list: [], busy: 0 });
    if (entry.busy > 0) {
      const copy = [];
      for (let i = 0; i < entry.list.length; i++) copy[i] = entry.list[i];
      entry = { __proto__: null, list: copy, busy: 0 };
      this.#events.set(type, entry);
    }
    return entry;
  }

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
      validators().validateObject(options, 'options', validators().kValidateObjectAllowObjects);
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
        if (callbackOf(known.list[i]) === listener && known.list[i].capture === capture) return;
      }
    }
    let held = listener;
    if (owner) {
      own(owner, listener);
      held = new SafeWeakRef(listener);
    }
    const entry = this.#writable(type);
    entry.list[entry.list.length] = {
      __proto__: null, held, weak: !!owner, once, capture, passive, nodeStyle, resist, removed: false,
    };
    this[kNewListener](entry.list.length, type, listener, once, capture, passive, !!owner);
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
      if (callbackOf(known.list[i]) === listener && known.list[i].capture === capture) {
        this.#removeAt(type, known.list[i]);
        return;
      }
    }
  }

  #removeAt(type, record) {
    record.removed = true;
    const entry = this.#writable(type);
    const { list } = entry;
    let at = 0;
    while (at < list.length && list[at] !== record) at++;
    if (at === list.length) return;
    for (let i = at + 1; i < list.length; i++) list[i - 1] = list[i];
    list.length--;
    if (list.length === 0) this.#events.delete(type);
    this[kRemoveListener](list.length, type, callbackOf(record), record.capture);
  }

  static #clear(target, type) {
    const entry = target.#events?.get(type);
    if (entry === undefined) return;
    const { list } = entry;
    for (let i = list.length - 1; i >= 0; i--) target.#removeAt(type, list[i]);
  }
  dispatchEvent(event) {
    EventTarget.#check(this);
    if (arguments.length < 1) throw missing('event');
    if (!(event instanceof Event)) throw new (errors().ERR_INVALID_ARG_TYPE)('event', 'Event', event);
    if (isDispatching(event)) throw new (errors().ERR_EVENT_RECURSION)(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  /** Calls the listeners with `event`, those added by on() and once() with `value`. The event is made when needed. */
  [kHybridDispatch](value, type, event) {
    if (event !== undefined) setTarget(event, this);
    const entry = this.#events?.get(type);
    if (entry === undefined) {
      if (event !== undefined) finish(event);
      return true;
    }
    const { list } = entry;
    const { length } = list;
    entry.busy++;
    for (let i = 0; i < length; i++) {
      const record = list[i];
      if (record.removed || (event !== undefined && isStopped(event) && !record.resist)) continue;
      const callback = callbackOf(record);
      if (record.once) this.#removeAt(type, record);
      try {
        let arg = value;
        if (!record.nodeStyle) {
          if (event === undefined) setTarget(event = this[kCreateEvent](value, type), this);
          arg = event;
          setPassive(event, record.passive);
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
    entry.busy--;
    if (event !== undefined) {
      setPassive(event, false);
      finish(event);
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
      return this.#handlers?.get(event)?.value ?? null;
    }
    function set(value) {
      EventTarget.#check(this);
      this.#handlers ??= new SafeMap();
      const old = this.#handlers.get(event);
      if (typeof value !== 'function') {
        if (old !== undefined) {
          this.removeEventListener(event, old.listener);
          this.#handlers.delete(event);
        }
      } else if (old !== undefined) {
        // The new handler takes the place of the old one in the order of listeners.
        old.value = value;
      } else {
        const handler = { __proto__: null, value, listener: undefined };
        handler.listener = function(e) {
          return FunctionPrototypeCall(handler.value, this, e);
        };
        this.#handlers.set(event, handler);
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
ObjectDefineProperties(EventTarget.prototype, {
  addEventListener: enumerable,
  removeEventListener: enumerable,
  dispatchEvent: enumerable,
  [SymbolToStringTag]: tag('EventTarget'),
});

const isEventTarget = (value) => value?.constructor?.[kIsEventTarget] === true;

/** The callbacks of one type, in order. */
function listenersOf(target, type) {
  const entry = registryOf(target)?.get(type);
  const callbacks = [];
  if (entry === undefined) return callbacks;
  for (let i = 0; i < entry.list.length; i++) {
    const callback = callbackOf(entry.list[i]);
    if (callback !== undefined) callbacks[callbacks.length] = callback;
  }
  return callbacks;
}

/** Gives `prototype` an event handler property: `on${name}`. https://html.spec.whatwg.org/#event-handlers */
function defineEventHandler(prototype, name, event = name) {
  defineHandler(prototype, name, event);
}

module.exports = {
  Event,
  CustomEvent,
  EventTarget,
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
  kNewListener,
  kRemoveListener,
  kResistStopPropagation,
  kTrustEvent,
  kWeakHandler,
};
