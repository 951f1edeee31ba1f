// MessagePort: an EventTarget on a platform object, which the native side sends and transfers.
// https://nodejs.org/api/worker_threads.html#class-messageport
'use strict';

const {
  ArrayIsArray, ObjectDefineProperties, ObjectDefineProperty, ObjectKeys, ObjectSetPrototypeOf, SymbolFor, SymbolToStringTag,
} = primordials;
const {
  adopt, defineEventHandler, kCreateEvent, kHybridDispatch, kNewListener, kRemoveListener,
} = require('web/event_target');
const NodeEventTarget = require('web/node_event_target');
const { marks } = require('internal/worker/marks');

const kInspect = SymbolFor('nodejs.util.inspect.custom');

// Ports that the message being read brought along; filled by the structured clone hooks.
let arrived = [];

/** Takes note of a transferred port, for the `ports` of its message event. */
function noteArrival(port) {
  arrived[arrived.length] = port;
}

function takeArrived() {
  const ports = arrived;
  if (ports.length > 0) arrived = [];
  return ports;
}

function codes() {
  return require('internal/errors').codes;
}

let deliver;
let ended;
let isPort;

// Ports are made from platform objects, never by `new`.
function MessagePort() {
  throw new (codes().ERR_CONSTRUCT_CALL_INVALID)();
}

class Port extends NodeEventTarget {
  #refed = false;
  #closed = false;
  #started = false;
  #ports = undefined;

  static {
    /** Gives a message (or the error of reading it) to the port's listeners. */
    deliver = (port, ok, value) => {
      port.#ports = takeArrived();
      port[kHybridDispatch](value, ok ? 'message' : 'messageerror');
    };
    /** The channel is closed: nothing will arrive any more. */
    ended = (port) => { port.#end(); };
    /** Whether a value is a MessagePort, whatever its prototype says. */
    isPort = (value) => typeof value === 'object' && value !== null && #closed in value;
  }

  [kCreateEvent](value, type) {
    const { makeMessageEvent } = require('web/message_event');
    if (type === 'message' || type === 'messageerror') return makeMessageEvent(type, value, this.#ports);
    const { Event } = require('web/event');
    return super[kCreateEvent] === undefined ? new Event(type) : super[kCreateEvent](value, type);
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    if (type === 'message' && size === 1) {
      this.ref();
      this.start();
    } else if (type === 'close' && size === 1 && !this.#closed) {
      // It is heard of without messages, too.
      ops.op_port_watch(this);
    }
    return super[kNewListener](size, type, listener, once, capture, passive, weak);
  }

  [kRemoveListener](size, type, listener, capture) {
    if (type === 'message' && size === 0) {
      this.unref();
      this.#started = false;
      if (!this.#closed) ops.op_port_stop(this);
    }
    return super[kRemoveListener](size, type, listener, capture);
  }

  /** Sends a message to the other end. */
  postMessage(value = undefined, transferListOrOptions = undefined) {
    if (arguments.length === 0) {
      const { typeError } = require('internal/worker/platform');
      throw typeError('Not enough arguments to MessagePort.postMessage', 'ERR_MISSING_ARGS', this.postMessage);
    }
    let list;
    if (transferListOrOptions !== undefined && transferListOrOptions !== null) {
      if (this.#move(value, transferListOrOptions)) return this.#closed ? undefined : true;
      list = require('internal/worker/transfer').transferList(transferListOrOptions);
    }
    if (list !== undefined) {
      for (let i = 0; i < list.length; i++) {
        if (list[i] === this) {
          throw require('internal/worker/platform').dataCloneError('Transfer list contains source port');
        }
      }
      if (this.#carriesOtherEnd(list)) return true;
    }
    if (marks.anyUncloneable) require('internal/worker/platform').checkMarks(value);
    try {
      ops.op_port_post(this, value, list);
      return this.#closed ? undefined : true;
    } catch (error) {
      throw require('internal/worker/platform').explain(error, value);
    }
  }

  /** Sends a message; a promise that is resolved once it was taken, or earlier as far as `highWaterMark` allows. */
  postMessageAsync(value, transferListOrOptions) {
    return require('internal/worker/port_flow').postMessageAsync(this, arguments);
  }

  /** What was sent and has not been taken at the other end: `{ messages, bytes }`. */
  get queued() { return require('internal/worker/port_flow').queued(this); }

  /** Bytes that may wait at the other end before postMessageAsync() waits. */
  get highWaterMark() { return require('internal/worker/port_flow').getHighWaterMark(this); }
  set highWaterMark(bytes) { require('internal/worker/port_flow').setHighWaterMark(this, bytes); }

  // Sends an ArrayBuffer that is transferred by itself, the common case: false if it is not that.
  #move(value, list) {
    return ArrayIsArray(list) && list.length === 1 && typeof value === 'object' && value !== null && list[0] === value &&
      !(marks.anyUntransferable && marks.isUntransferable(value)) && ops.op_port_move(this, value);
  }

  // A channel whose end travels through itself can never be received: Node warns, and the channel closes.
  #carriesOtherEnd(list) {
    for (let i = 0; i < list.length; i++) {
      if (!ops.op_port_entangled(this, list[i])) continue;
      require('internal/ticks').getProcess().emitWarning('The target port was posted to itself, and the communication channel was lost');
      this.close();
      list[i].close();
      return true;
    }
    return false;
  }

  /** Starts delivery of messages. */
  start() {
    if (this.#closed || this.#started) return;
    this.#started = true;
    ops.op_port_start(this);
  }

  /** Closes both ends; 'close' is emitted on each. */
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    if (this.#closed) return;
    ops.op_port_close(this);
    this.#end();
  }

  ref() {
    if (this.#closed) return;
    this.#refed = true;
    ops.op_port_ref(this, true);
  }

  unref() {
    if (this.#closed) return;
    this.#refed = false;
    ops.op_port_ref(this, false);
  }

  hasRef() {
    return this.#refed && !this.#closed;
  }

  #end() {
    if (this.#closed) return;
    this.#closed = true;
    this.#refed = false;
    if (ops.op_port_is_open(this)) ops.op_port_close(this);
    require('internal/timers').setImmediate(() => {
      const { Event, kTrustEvent } = require('web/event');
      const event = new Event('close', { __proto__: null, [kTrustEvent]: true });
      this[kHybridDispatch](event, 'close', event);
    });
  }

  get [SymbolToStringTag]() { return 'MessagePort'; }

  [kInspect]() {
    if (!isPort(this)) return this;
    const shown = { __proto__: MessagePort.prototype, active: !this.#closed };
    if (!this.#closed) shown.refed = this.#refed;
    const keys = ObjectKeys(this);
    for (let i = 0; i < keys.length; i++) shown[keys[i]] = this[keys[i]];
    return shown;
  }
}

const { postMessage } = Port.prototype;
ObjectSetPrototypeOf(MessagePort, NodeEventTarget);
ObjectDefineProperty(MessagePort, 'prototype', { __proto__: null, value: Port.prototype, writable: false });
ObjectDefineProperty(MessagePort.prototype, 'constructor', {
  __proto__: null, value: MessagePort, configurable: true, enumerable: false, writable: true,
});
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');
defineEventHandler(MessagePort.prototype, 'close');
const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(MessagePort.prototype, {
  postMessage: enumerable,
  start: enumerable,
  close: enumerable,
  ref: enumerable,
  unref: enumerable,
  hasRef: enumerable,
});

/** Makes a platform object (whose native end is set by the caller) a MessagePort. */
function adoptPort(object) {
  ObjectSetPrototypeOf(object, MessagePort.prototype);
  adopt(object);
  return new Port();
}

/** A MessagePort without an end yet. */
function newPort() {
  return adoptPort(new ops.PlatformObject());
}

ops.op_loop_hooks_set({
  __proto__: null,
  onPortMessage(port, ok, value) { deliver(port, ok, value); },
  onPortClosed(port) { ended(port); },
  onPortFlow(port) { require.made('internal/worker/port_flow')?.settle(port); },
});

module.exports = { MessagePort, adoptPort, isPort, newPort, noteArrival, postMessage, takeArrived };
