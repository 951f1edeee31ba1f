// BroadcastChannel: what one channel of a name sends, all others of that name receive, in this process and in those
// of its workers and of its parent.
// https://nodejs.org/api/worker_threads.html#class-broadcastchannel-extends-eventtarget
'use strict';

const { ObjectDefineProperties, SymbolFor } = primordials;
const { EventTarget, defineEventHandler } = require('web/event_target');
const { newPort } = require('internal/worker/message_port');
const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { marks } = require('internal/worker/marks');

let portOf;

class BroadcastChannel extends EventTarget {
  #name;
  // A port that receives what the others send; undefined once the channel is closed.
  #port;

  static {
    /** The port of a channel that is open; undefined for all other values. */
    portOf = (value) => (typeof value === 'object' && value !== null && #port in value ? value.#port : undefined);
  }

  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    const port = this.#port = newPort();
    ops.op_broadcast_join(port, this.#name);
    const forward = (type) => port.on(type, (data) => {
      const { MessageEvent } = require('web/message_event');
      this.dispatchEvent(new MessageEvent(type, { __proto__: null, data }));
    });
    forward('message');
    forward('messageerror');
  }

  static #check(channel) {
    if (typeof channel !== 'object' || channel === null || !(#port in channel)) {
      throw new ERR_INVALID_THIS('BroadcastChannel');
    }
  }

  get name() {
    BroadcastChannel.#check(this);
    return this.#name;
  }

  /** Nothing arrives any more. */
  close() {
    BroadcastChannel.#check(this);
    const port = this.#port;
    if (port === undefined) return;
    this.#port = undefined;
    port.close();
  }

  /** Sends a message to all other channels of this name. */
  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    const port = this.#port;
    if (port === undefined) {
      const { DOMException } = require('web/dom_exception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    if (marks.anyUncloneable) require('internal/worker/platform').checkMarks(message);
    let sent;
    try {
      sent = ops.op_broadcast_post(port, message);
    } catch (error) {
      throw require('internal/worker/platform').explain(error, message);
    }
    if (!sent) {
      const { DOMException } = require('web/dom_exception');
      throw new DOMException('Message could not be posted.');
    }
  }

  /** The open channel keeps the thread alive, as it does from the start. */
  ref() {
    BroadcastChannel.#check(this);
    this.#port?.ref();
    return this;
  }

  /** The open channel no longer keeps the thread alive. */
  unref() {
    BroadcastChannel.#check(this);
    this.#port?.unref();
    return this;
  }

  [SymbolFor('nodejs.util.inspect.custom')](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#port !== undefined }, nested)}`;
  }
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(BroadcastChannel.prototype, { name: enumerable, close: enumerable, postMessage: enumerable });
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = { BroadcastChannel, portOf };
