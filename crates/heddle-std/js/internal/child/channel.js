// The channel between two processes: `send`, `disconnect` and what arrives, on a ChildProcess or on `process`.
// https://nodejs.org/api/child_process.html#subprocesssendmessage-sendhandle-options-callback
'use strict';

const {
  ArrayPrototypePush, ArrayPrototypeShift, ArrayPrototypeSplice, Error, StringPrototypeStartsWith,
} = primordials;
const EventEmitter = require('node/events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS,
  },
  ErrnoException,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { nextTick } = require('internal/ticks');

/** What may wait to be written before `send` says that it is much. */
const MUCH = 2 * 65536;
/** How often a handle that did not arrive is sent again. */
const MOST_RETRANSMISSIONS = 3;
/** As in internal/child/ring. */
const SWITCH = 0xFF;

/** `child.channel` and `process.channel`. https://nodejs.org/api/process.html#processchannel */
class Control extends EventEmitter {
  #pipe;
  #listeners = 0;
  #decided = false;

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  /** Counts who needs the channel, which keeps the loop alive as long as somebody does and nobody has decided. */
  refCounted() {
    if (++this.#listeners === 1 && !this.#decided) this.#pipe.ref();
  }

  unrefCounted() {
    if (--this.#listeners !== 0 || this.#decided) return;
    this.#pipe.unref();
    this.emit('unref');
  }

  ref() {
    this.#decided = true;
    this.#pipe.ref();
  }

  unref() {
    this.#decided = true;
    this.#pipe.unref();
  }

  get fd() {
    const { fd } = this.#pipe;
    return fd < 0 ? undefined : fd;
  }
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > 5 && StringPrototypeStartsWith(message.cmd, 'NODE_');
}

/** The state of one end. */
class Channel {
  // Messages for which there was no listener yet.
  #unheard = [];
  // Sent after a handle that was not acknowledged yet; null when nothing is awaited.
  #queue = null;
  // The message with that handle, to be sent again if the handle gets lost.
  #unacknowledged = null;
  // Handles that arrived before the message that they belong to.
  #arrived = [];
  #closed = false;
  // The ring that messages go through when the other process is one of ours too.
  #ring;
  // Whether messages come by it: the other process has said that it sends no more over the socket.
  #switched = false;
  // Whether the other process was told that this one knows rings, and has not said anything yet.
  #offered = false;
  // Whether the other end is gone.
  #lost = false;
  // Descriptors that have come and that no message has spoken of yet.
  #unclaimed;

  constructor(target, pipe, codec, onEnd) {
    this.target = target;
    this.pipe = pipe;
    this.codec = codec;
    this.onEnd = onEnd;
    this.reader = codec.reader();
    /** Lists of sockets that the other process holds of a server here, and the other way round. */
    this.sockets = { __proto__: null, got: { __proto__: null }, send: { __proto__: null } };
    this.control = new Control(pipe);
  }

  // ---- receiving ---------------------------------------------------------------------------------------------------

  start() {
    this.target.on('internalMessage', (message, handle) => this.#onInternal(message, handle));
    this.target.on('newListener', () => {
      if (this.#unheard.length > 0) nextTick(() => this.#deliverUnheard());
    });
    this.pipe.onread = (status, bytes, descriptors) => this.#onRead(status, bytes, descriptors);
    this.pipe.readStart();
  }

  /** The process that was forked may send a ring first of all. */
  expectRing() {
    this.#offered = true;
  }

  /** Sends a ring to the process that forked this one, and messages through it from now on. */
  offerRing() {
    this.#ring = require('internal/child/ring').Ring.make(this.pipe, this.codec, this.#receiver());
  }

  #onRead(status, bytes, descriptors) {
    const ended = status < 0 || bytes === null;
    if (this.#offered && !ended) {
      this.#offered = false;
      if (bytes[0] === SWITCH) {
        this.#takeRing(bytes, descriptors);
        return;
      }
    }
    if (this.#switched) this.#onSignals(ended ? undefined : bytes, descriptors);
    else if (!ended) this.#feed(bytes, descriptors);
    // However it was cut off: nothing more will come.
    if (ended) this.#onEnd();
  }

  #feed(bytes, descriptors) {
    let onSwitch;
    let rest;
    if (this.#ring !== undefined) onSwitch = (bytes) => { rest = bytes; };
    // Whose they are shows when the bytes have been read: a message's that speaks of one, or the ring's.
    this.#unclaimed = descriptors;
    this.reader.feed(bytes, (message) => this.#onMessage(message), (error) => nextTick(fail, error), onSwitch);
    if (rest === undefined) {
      this.#claim();
      return;
    }
    this.#switched = true;
    this.#ring.start();
    const unclaimed = this.#unclaimed;
    this.#unclaimed = undefined;
    this.#onSignals(rest, unclaimed);
  }

  #claim() {
    const descriptors = this.#unclaimed;
    this.#unclaimed = undefined;
    if (descriptors !== undefined) this.#takeDescriptors(descriptors);
  }

  #takeRing(bytes, descriptors) {
    const ring = descriptors === undefined ? undefined :
      require('internal/child/ring').Ring.open(this.pipe, descriptors[0], this.codec, this.#receiver());
    if (ring === undefined) {
      this.#onBroken('a ring that is none');
      return;
    }
    this.#ring = ring;
    this.#switched = true;
    ring.start();
    this.#onSignals(bytes.subarray(1));
  }

  #onSignals(bytes, descriptors) {
    if (this.#ring === undefined) return;
    if (bytes !== undefined && !require('internal/child/ring').areSignals(bytes)) this.#onBroken('bytes beside the ring');
    else this.#ring.pump(descriptors);
  }

  #receiver() {
    return {
      __proto__: null,
      onMessage: (message, fd) => {
        if (fd >= 0) this.#takeDescriptors([fd]);
        this.#onMessage(message);
        // A handle that the message does not speak of.
        if (this.#arrived.length > 0) ArrayPrototypeShift(this.#arrived)?.close();
      },
      onFailure: (error, fd) => {
        if (fd >= 0) require('internal/child/handles').handleOfDescriptor(fd)?.close();
        nextTick(fail, error);
      },
      onBroken: (what) => this.#onBroken(what),
    };
  }

  // Nothing of that process is believed any more; this one goes on.
  #onBroken(what) {
    require('internal/process/warning').emitWarning(
      `The other process has broken the rules of the channel (${what}): it was closed`,
      { type: 'IPCChannelWarning', code: 'ERR_IPC_CHANNEL_MALFORMED' });
    this.#ring?.close();
    this.#ring = undefined;
    this.#onEnd();
  }

  #takeDescriptors(descriptors) {
    const { handleOfDescriptor } = require('internal/child/handles');
    for (let i = 0; i < descriptors.length; i++) ArrayPrototypePush(this.#arrived, handleOfDescriptor(descriptors[i]));
  }

  #onMessage(message) {
    const internal = isInternal(message);
    let handle;
    if (internal && message.cmd === 'NODE_HANDLE') {
      this.#claim();
      handle = ArrayPrototypeShift(this.#arrived);
    }
    this.#handleMessage(message, handle, internal);
  }

  #handleMessage(message, handle, internal) {
    if (!this.target.channel) return;
    nextTick(() => this.#emit(internal ? 'internalMessage' : 'message', message, handle));
  }

  #emit(event, message, handle) {
    if (event === 'internalMessage' || this.target.listenerCount('message') > 0) {
      this.target.emit(event, message, handle);
    } else {
      ArrayPrototypePush(this.#unheard, { __proto__: null, message, handle });
    }
  }

  #deliverUnheard() {
    if (!this.target.channel || this.target.listenerCount('message') === 0) return;
    const messages = ArrayPrototypeSplice(this.#unheard, 0);
    for (let i = 0; i < messages.length; i++) this.target.emit('message', messages[i].message, messages[i].handle);
  }

  #onInternal(message, handle) {
    switch (message.cmd) {
      case 'NODE_HANDLE_ACK':
      case 'NODE_HANDLE_NACK':
        this.#onAnswer(message.cmd === 'NODE_HANDLE_ACK');
        return;
      case 'NODE_HANDLE': {
        // The kernel may have had no room for it. Nobody but the sender has to know, who is told.
        const acknowledge = { cmd: handle ? 'NODE_HANDLE_ACK' : 'NODE_HANDLE_NACK' };
        this.send(acknowledge, undefined, { __proto__: null, swallowErrors: true });
        if (!handle) return;
        require('internal/child/handles').receive(this, message, handle, (object) => {
          this.#handleMessage(message.msg, object, isInternal(message.msg));
        });
      }
    }
  }

  #onAnswer(arrived) {
    if (this.#queue === null) return;
    if (arrived) {
      this.#forgetUnacknowledged();
    } else if (this.#unacknowledged !== null && this.#unacknowledged.again++ === MOST_RETRANSMISSIONS) {
      this.#forgetUnacknowledged();
      require('internal/process/warning').emitWarning(
        'Handle did not reach the receiving process correctly', 'SentHandleNotReceivedWarning');
    }
    const queue = this.#queue;
    const again = this.#unacknowledged;
    this.#queue = null;
    if (again !== null) this.#write(again.message, again.handle, again.options, undefined, again);
    for (let i = 0; i < queue.length; i++) {
      const { message, handle, options, callback } = queue[i];
      this.send(message, handle, options, callback);
    }
    const { target } = this;
    if (!target.connected && target.channel && this.#queue === null) target._disconnect();
  }

  #onEnd() {
    const { target } = this;
    this.#lost = true;
    this.reader.partial = false;
    const queue = this.#queue ?? [];
    this.#queue = null;
    for (let i = 0; i < queue.length; i++) {
      if (queue[i].callback !== undefined) nextTick(queue[i].callback, new ERR_IPC_CHANNEL_CLOSED());
    }
    if (target.connected) target.disconnect();
    else if (target.channel) target._disconnect();
    this.#close();
    this.onEnd?.();
  }

  // ---- sending -----------------------------------------------------------------------------------------------------

  /** Sends without asking whether there is a connection; what `send` returns. */
  send(message, handle, options, callback) {
    if (message === undefined) throw new ERR_MISSING_ARGS('message');
    if (typeof message !== 'string' && typeof message !== 'object' && typeof message !== 'number' &&
        typeof message !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
    }
    // An older form of the options.
    if (typeof options === 'boolean') options = { __proto__: null, swallowErrors: options };
    const type = handle ? require('internal/child/handles').typeOf(handle) : undefined;
    const isAnswer = message !== null && (message.cmd === 'NODE_HANDLE_ACK' || message.cmd === 'NODE_HANDLE_NACK');
    if (this.#queue !== null && !isAnswer) {
      ArrayPrototypePush(this.#queue, { __proto__: null, message, handle, options, callback });
      return this.#queue.length === 1;
    }
    if (type === undefined) return this.#write(message, undefined, options, callback);
    const wrapped = { cmd: 'NODE_HANDLE', type, msg: message };
    const native = require('internal/child/handles').prepare(this, wrapped, handle, options);
    // Sent before: then the text alone goes.
    if (!native) return this.#write(message, undefined, options, callback);
    return this.#write(wrapped, native, options, callback, {
      __proto__: null, message: wrapped, handle: native, options, again: 0,
    });
  }

  #write(message, handle, options, callback, unacknowledged) {
    const { pipe } = this;
    const done = typeof callback === 'function' ? callback : undefined;
    const written = (status) => {
      if (done !== undefined) done(status < 0 ? new ErrnoException(status, 'write') : null);
    };
    const ring = this.#ring;
    const left = ring !== undefined ? ring.write(message, handle?.fd, done === undefined ? undefined : written) :
      pipe.write(this.codec.encode(message), 0, written, handle === undefined ? undefined : [handle.fd]);
    if (left < 0) {
      if (handle !== undefined) {
        this.#unacknowledged = null;
        require('internal/child/handles').release(message, handle, options);
      }
      if (!options?.swallowErrors) {
        const error = new ErrnoException(left, 'write');
        if (done !== undefined) nextTick(done, error);
        else nextTick(() => this.target.emit('error', error));
      }
    } else {
      if (handle !== undefined) {
        this.#queue ??= [];
        this.#unacknowledged = unacknowledged;
      }
      if (left === 0 && done !== undefined) nextTick(done, null);
    }
    return (ring === undefined ? pipe.writeQueueSize : ring.queued) < MUCH;
  }

  #forgetUnacknowledged() {
    if (this.#unacknowledged === null) return;
    const { message, handle, options } = this.#unacknowledged;
    this.#unacknowledged = null;
    require('internal/child/handles').release(message, handle, options);
  }

  // ---- the end -----------------------------------------------------------------------------------------------------

  disconnect() {
    const { target } = this;
    if (!target.connected) {
      target.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    // No new messages from now on; those that wait for an acknowledgement go first.
    target.connected = false;
    if (this.#queue === null) target._disconnect();
  }

  finish() {
    const { target } = this;
    if (!target.channel) throw new Error('the channel is closed');
    target.channel = null;
    this.#forgetUnacknowledged();
    let fired = false;
    const finish = () => {
      if (fired) return;
      fired = true;
      this.#close();
      target.emit('disconnect');
    };
    // A message that has begun to arrive is waited for.
    if (this.reader.partial && !this.#closed) {
      target.once('message', finish);
      target.once('internalMessage', finish);
      return;
    }
    nextTick(finish);
  }

  // What was sent is written before the end: that is where a message that `send` took must not get lost.
  #close() {
    if (this.#closed) return;
    this.#closed = true;
    const { pipe } = this;
    pipe.onread = null;
    const arrived = this.#arrived;
    this.#arrived = [];
    for (let i = 0; i < arrived.length; i++) arrived[i]?.close();
    const ring = this.#ring;
    if (ring !== undefined) {
      const close = () => {
        if (this.#ring === undefined) return;
        this.#ring = undefined;
        ring.close();
        pipe.onread = null;
        this.#closePipe();
      };
      if (!this.#lost && ring.end(close)) {
        // The other process says over the socket when there is room.
        pipe.onread = (status, bytes) => {
          if (status < 0 || bytes === null) close();
          else ring.pump();
        };
        return;
      }
      close();
      return;
    }
    this.#closePipe();
  }

  #closePipe() {
    const { pipe } = this;
    if (pipe.writeQueueSize > 0) {
      pipe.readStop();
      if (pipe.shutdown(() => pipe.close()) === 0) return;
    }
    pipe.close();
  }
}

function fail(error) {
  throw error;
}

/**
 * Gives `target` its side of the channel; its Control. `onEnd` is called when the other side has closed. `ring` says who
 * makes one: 'other', if that process knows how, 'own', or nobody.
 */
function setUpChannel(target, pipe, serialization, onEnd, ring) {
  const codec = serialization === 'advanced' ? require('internal/child/advanced') : require('internal/child/json');
  const channel = new Channel(target, pipe, codec, onEnd);
  target.channel = channel.control;

  target.send = function send(message, handle, options, callback) {
    if (typeof handle === 'function') {
      callback = handle;
      handle = undefined;
      options = undefined;
    } else if (typeof options === 'function') {
      callback = options;
      options = undefined;
    } else if (options !== undefined) {
      validateObject(options, 'options');
    }
    if (this.connected) return this._send(message, handle, { swallowErrors: false, ...options }, callback);
    const error = new ERR_IPC_CHANNEL_CLOSED();
    if (typeof callback === 'function') nextTick(callback, error);
    else nextTick(() => this.emit('error', error));
    return false;
  };
  target._send = function _send(message, handle, options, callback) {
    return channel.send(message, handle, options, callback);
  };
  target.connected = true;
  target.disconnect = function disconnect() {
    channel.disconnect();
  };
  target._disconnect = function _disconnect() {
    channel.finish();
  };
  if (ring === 'other') channel.expectRing();
  else if (ring === 'own') channel.offerRing();
  channel.start();
  return channel.control;
}

module.exports = { setUpChannel };
