// Streams that move to another thread: their chunks come over a port.
// https://streams.spec.whatwg.org/#transferrable-streams
//
// Neither end of the port keeps a thread alive, except that a reader which waits for a chunk, and a writer which waits
// for its turn, keep theirs. A stream whose other side is gone without having ended fails.
'use strict';

const {
  ObjectDefineProperty, PromisePrototypeThen, PromiseWithResolvers, ReflectApply, ReflectConstruct,
} = primordials;
const { MarkedObject } = require('internal/worker/marked_object');
const { dataCloneError, explain, kTransfer, kTransferCheck, register } = require('internal/worker/platform');

function lostError() {
  const { DOMException } = require('web/dom_exception');
  return new DOMException('The other side of the transferred stream is gone', 'AbortError');
}

function unknownMessage() {
  return { type: 'error', value: dataCloneError('The other side of the transferred stream has sent something else') };
}

// Sends `{ type, value }`; when the value cannot be cloned, that error instead, which it returns.
function send(port, type, value) {
  try {
    ops.op_port_post(port, { type, value });
    return undefined;
  } catch (error) {
    const reason = explain(error, value);
    ops.op_port_post(port, { type: 'error', value: reason });
    return reason;
  }
}

// Calls `receive(type, value)` for each message, and `lost()` when the channel closes before `end()` was called.
function listen(port, receive, lost) {
  let ended = false;
  port.on('message', (message) => {
    // Another process may send anything.
    const { type, value } = typeof message === 'object' && message !== null ? message : unknownMessage();
    receive(type, value);
  });
  port.on('messageerror', (error) => {
    send(port, 'error', error);
    receive('error', error);
  });
  port.on('close', () => {
    if (!ended) lost();
  });
  port.unref();
  return function end() {
    ended = true;
    port.close();
  };
}

/** A readable stream of what a port receives. `keeps`: whether waiting for a chunk keeps the thread alive. */
function readableFrom(port, keeps) {
  const { ReadableStream } = require('web/streams');
  let controller;
  const end = listen(port, (type, value) => {
    switch (type) {
      case 'chunk':
        // This may ask for the next one at once.
        port.unref();
        controller.enqueue(value);
        break;
      case 'close':
        controller.close();
        end();
        break;
      default:
        controller.error(value);
        end();
    }
  }, () => controller.error(lostError()));
  return new ReadableStream({
    __proto__: null,
    start(given) { controller = given; },
    pull() {
      if (keeps) port.ref();
      send(port, 'pull');
    },
    cancel(reason) {
      const error = send(port, 'error', reason);
      end();
      if (error !== undefined) throw error;
    },
  }, { __proto__: null, highWaterMark: 0 });
}

/** A writable stream into a port. `keeps`: whether waiting for the reader keeps the thread alive. */
function writableInto(port, keeps) {
  const { WritableStream } = require('web/streams');
  let controller;
  // Resolved by the reader's wish for a chunk; undefined while there is one.
  let turn = PromiseWithResolvers();
  const proceed = () => {
    turn?.resolve();
    turn = undefined;
  };
  const fail = (error) => {
    controller.error(error);
    proceed();
  };
  const end = listen(port, (type, value) => {
    if (type === 'pull') {
      proceed();
    } else {
      fail(value);
      end();
    }
  }, () => fail(lostError()));
  return new WritableStream({
    __proto__: null,
    start(given) { controller = given; },
    async write(chunk) {
      if (turn !== undefined) {
        if (keeps) port.ref();
        await turn.promise;
        port.unref();
      }
      turn = PromiseWithResolvers();
      const error = send(port, 'chunk', chunk);
      if (error === undefined) return;
      end();
      throw error;
    },
    close() {
      send(port, 'close');
      end();
    },
    abort(reason) {
      const error = send(port, 'error', reason);
      end();
      if (error !== undefined) throw error;
    },
  });
}

function channel() {
  const { MessageChannel } = require('internal/worker/message_channel');
  return new MessageChannel();
}

function checkLock(stream, kind) {
  if (stream.locked) throw dataCloneError(`Cannot transfer a locked ${kind}`);
}

function ignoreFailure(promise) {
  PromisePrototypeThen(promise, undefined, () => {});
}

// While it is set up a stream gets its controller: from then on it holds an object that nobody can clone. So a stream
// that is not in the transfer list is refused, in whatever state it is, and is not cloned field by field.
let guard;
function guardClones(Class, field) {
  ObjectDefineProperty(Class.prototype, field, {
    __proto__: null,
    set(controller) {
      ObjectDefineProperty(this, field, {
        __proto__: null, value: controller, writable: true, enumerable: true, configurable: true,
      });
      guard ??= ReflectConstruct(MarkedObject, []);
      ObjectDefineProperty(this, '_transferOnly', { __proto__: null, value: guard, enumerable: true });
    },
    enumerable: false,
    configurable: true,
  });
}

function transferable(Class, check, transfer) {
  const hidden = (value) => ({ __proto__: null, value, writable: true, enumerable: false, configurable: true });
  ObjectDefineProperty(Class.prototype, kTransferCheck, hidden(check));
  ObjectDefineProperty(Class.prototype, kTransfer, hidden(function() {
    ReflectApply(check, this, []);
    return ReflectApply(transfer, this, []);
  }));
}

/** Makes the three classes transferable. `pipe(readable, writable)` is the original pipeTo. */
function makeTransferable({ ReadableStream, TransformStream, WritableStream }, pipe) {
  guardClones(ReadableStream, '_readableStreamController');
  guardClones(WritableStream, '_writableStreamController');
  transferable(ReadableStream, function() { checkLock(this, 'ReadableStream'); }, function() {
    const { port1, port2 } = channel();
    ignoreFailure(pipe(this, writableInto(port1, false)));
    return ['ReadableStream', port2, [port2]];
  });
  transferable(WritableStream, function() { checkLock(this, 'WritableStream'); }, function() {
    const { port1, port2 } = channel();
    ignoreFailure(pipe(readableFrom(port1, false), this));
    return ['WritableStream', port2, [port2]];
  });
  transferable(TransformStream, function() {
    checkLock(this.readable, 'ReadableStream');
    checkLock(this.writable, 'WritableStream');
  }, function() {
    const { readable, writable } = this;
    return ['TransformStream', { readable, writable }, [readable, writable]];
  });
  register('ReadableStream', (port) => readableFrom(port, true));
  register('WritableStream', (port) => writableInto(port, true));
  register('TransformStream', ({ readable, writable }) => {
    if (!(readable instanceof ReadableStream && writable instanceof WritableStream)) throw unknownMessage().value;
    const stream = new TransformStream();
    stream._readable = readable;
    stream._writable = writable;
    return stream;
  });
}

module.exports = { makeTransferable };
