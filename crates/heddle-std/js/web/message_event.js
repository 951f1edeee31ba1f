// MessageEvent, ErrorEvent and CloseEvent.
// https://html.spec.whatwg.org/#messageevent, #errorevent, https://websockets.spec.whatwg.org/#the-closeevent-interface
'use strict';

const { ArrayFrom, MathTrunc, Number, NumberIsFinite, ObjectDefineProperties, ObjectFreeze, String, SymbolIterator,
  SymbolToStringTag, TypeError } = primordials;
const { Event } = require('web/event_target');

const noPorts = ObjectFreeze([]);

function need(count, name) {
  if (count === 0) throw new TypeError(`${name} constructor: 1 argument required, but 0 found.`);
}
function dictionary(value, name) {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' && typeof value !== 'function') {
    throw new TypeError(`${name} constructor: Expected ${String(value)} to be one of: Null, Undefined, Object.`);
  }
  return value;
}
// As Node converts, which keeps the sign of negative numbers.
function toUnsigned(value, modulus) {
  if (value === undefined) return 0;
  const number = Number(value);
  return NumberIsFinite(number) ? MathTrunc(number) % modulus + 0 : 0;
}
const text = (value) => (value === undefined ? '' : `${value}`);

function checkPort(value, what) {
  const { MessagePort } = primordials.globalThis;
  if (typeof MessagePort === 'function' && value instanceof MessagePort) return value;
  throw new TypeError(
    `MessageEvent constructor: Expected ${what} ("${String(value)}") to be an instance of MessagePort.`);
}
function checkPorts(value) {
  if (value === undefined) return noPorts;
  if (value === null || typeof value[SymbolIterator] !== 'function') {
    throw new TypeError(`MessageEvent constructor: eventInitDict.ports (${String(value)}) is not iterable.`);
  }
  const list = ArrayFrom(value);
  for (let i = 0; i < list.length; i++) checkPort(list[i], `eventInitDict.ports[${i}]`);
  return ObjectFreeze(list);
}

// Marks make every message slower, so MessageEvents, which are many, are known by a private field (below).
function uncloneable(event) {
  require('internal/worker/marks').markAsUncloneable(event);
}

// Marks the call of makeMessageEvent: nothing to convert or check.
const kInternal = {};

class MessageEvent extends Event {
  #data;
  #origin = '';
  #lastEventId = '';
  #source = null;
  #ports = noPorts;

  constructor(type, eventInitDict = undefined, data = undefined, ports = undefined) {
    if (eventInitDict === kInternal) {
      // Not trusted, and null for undefined, as in Node.
      super(type);
      this.#data = data === undefined ? null : data;
      if (ports !== undefined && ports.length > 0) this.#ports = ObjectFreeze(ports);
      return;
    }
    need(arguments.length, 'MessageEvent');
    const init = dictionary(eventInitDict, 'MessageEvent');
    super(type, init);
    this.#data = init.data === undefined ? null : init.data;
    this.#origin = text(init.origin);
    this.#lastEventId = text(init.lastEventId);
    if (init.source !== undefined && init.source !== null) {
      this.#source = checkPort(init.source, 'eventInitDict.source');
    }
    this.#ports = checkPorts(init.ports);
  }

  get data() {
    return this.#data;
  }
  get origin() {
    return this.#origin;
  }
  get lastEventId() {
    return this.#lastEventId;
  }
  get source() {
    return this.#source;
  }
  get ports() {
    return this.#ports;
  }

  /** Historical; as in Node it returns a new event. */
  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', source = null,
    ports = []) {
    need(arguments.length, 'MessageEvent');
    return new MessageEvent(type, { bubbles, cancelable, data, origin, lastEventId, source, ports });
  }
}

ops.op_clone_refuse(makeMessageEvent('', undefined));

/** The event for a message that arrived at a port. */
function makeMessageEvent(type, data, ports) {
  return new MessageEvent(type, kInternal, data, ports);
}

class CloseEvent extends Event {
  #wasClean;
  #code;
  #reason;
  constructor(type, eventInitDict = undefined) {
    need(arguments.length, 'CloseEvent');
    const init = dictionary(eventInitDict, 'CloseEvent');
    super(type, init);
    uncloneable(this);
    this.#wasClean = !!init.wasClean;
    this.#code = toUnsigned(init.code, 2 ** 16);
    this.#reason = text(init.reason);
  }
  get wasClean() {
    return this.#wasClean;
  }
  get code() {
    return this.#code;
  }
  get reason() {
    return this.#reason;
  }
}

class ErrorEvent extends Event {
  #message;
  #filename;
  #lineno;
  #colno;
  #error;
  constructor(type, eventInitDict) {
    need(arguments.length, 'ErrorEvent');
    const init = dictionary(eventInitDict, 'ErrorEvent');
    super(type, init);
    uncloneable(this);
    this.#message = text(init.message);
    this.#filename = text(init.filename);
    this.#lineno = toUnsigned(init.lineno, 2 ** 32);
    this.#colno = toUnsigned(init.colno, 2 ** 32);
    this.#error = init.error;
  }
  get message() {
    return this.#message;
  }
  get filename() {
    return this.#filename;
  }
  get lineno() {
    return this.#lineno;
  }
  get colno() {
    return this.#colno;
  }
  get error() {
    return this.#error;
  }
}

function finish(Class, name, keys) {
  const properties = {
    __proto__: null,
    [SymbolToStringTag]: { __proto__: null, configurable: true, value: name },
  };
  for (let i = 0; i < keys.length; i++) properties[keys[i]] = { __proto__: null, enumerable: true };
  ObjectDefineProperties(Class.prototype, properties);
  // What follows the type is optional or internal.
  const length = name === 'ErrorEvent' ? 2 : 1;
  ObjectDefineProperties(Class, { length: { __proto__: null, configurable: true, value: length } });
}
finish(MessageEvent, 'MessageEvent', ['data', 'origin', 'lastEventId', 'source', 'ports', 'initMessageEvent']);
finish(CloseEvent, 'CloseEvent', ['wasClean', 'code', 'reason']);
finish(ErrorEvent, 'ErrorEvent', ['message', 'filename', 'lineno', 'colno', 'error']);

module.exports = { MessageEvent, CloseEvent, ErrorEvent, makeMessageEvent };
