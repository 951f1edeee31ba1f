// Event and CustomEvent. https://dom.spec.whatwg.org/#events
'use strict';

const { ObjectDefineProperties, Symbol, SymbolFor, SymbolToStringTag } = primordials;

const kInspect = SymbolFor('nodejs.util.inspect.custom');
// Option of built-in callers.
const kTrustEvent = Symbol('kTrustEvent');

const errors = () => require('internal/errors').codes;

function missing(...names) {
  return new (errors().ERR_MISSING_ARGS)(...names);
}

// Access to the private state of events for EventTarget.
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
    if (event === null || typeof event !== 'object' || !(#type in event)) {
      throw new (errors().ERR_INVALID_THIS)('Event');
    }
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

module.exports = { Event, CustomEvent, finish, isDispatching, isStopped, kTrustEvent, setPassive, setTarget };
