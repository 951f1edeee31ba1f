'use strict';
// From node streams to web streams: Readable.toWeb, Writable.toWeb, Duplex.toWeb.
// The other direction is in internal/webstreams/from_web.js.
// https://nodejs.org/api/stream.html#streamreadabletowebstreamreadable-options

const { PromisePrototypeFinally, Uint8Array } = primordials;
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateObject, validateOneOf } = require('internal/validators');
const { Buffer } = require('node/buffer');
const stream = require('node/stream');
const { requireVendored } = require('internal/vendor');
const { isReadable, isWritable, isWritableEnded } = requireVendored('readable-stream/lib/internal/streams/utils');
const {
  ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableStream, WritableStream,
} = require('web/streams');
const { createDeferredPromise } = require('internal/util');

const { destroy, finished } = stream;
const ignore = () => {};

// What web stream users are told: the end of a stream that was cut off is an abort.
function toWebError(error) {
  if (error?.code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause: error });
  return error;
}

function queuingStrategy(objectMode, highWaterMark) {
  return objectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark });
}

/** Readable.toWeb(streamReadable[, options]) */
function newReadableStreamFromStreamReadable(streamReadable, options = {}) {
  // Not instanceof: a stream class that is not ours (readable-stream) counts too.
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  validateObject(options, 'options');
  if (options.type !== undefined) validateOneOf(options.type, 'options.type', ['bytes', undefined]);
  const isBytes = options.type === 'bytes';
  const underlying = { __proto__: null, type: isBytes ? 'bytes' : undefined };

  if (stream.isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    const closed = new ReadableStream(underlying);
    closed.cancel();
    return closed;
  }

  const objectMode = streamReadable.readableObjectMode;
  const highWaterMark = streamReadable.readableHighWaterMark;
  const strategy = options.strategy ?? (isBytes ? { highWaterMark } : queuingStrategy(objectMode, highWaterMark));
  let controller;
  let wasCanceled = false;

  function onData(chunk) {
    // Web stream users expect a plain Uint8Array.
    if (Buffer.isBuffer(chunk) && !objectMode) {
      chunk = new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    } else if (isBytes && typeof chunk === 'string') {
      chunk = new Uint8Array(Buffer.from(chunk));
    }
    // A byte stream takes the buffer over; one shared with a pool must not be lost.
    if (isBytes) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  }

  streamReadable.pause();
  const cleanup = finished(streamReadable, (error) => {
    error = toWebError(error);
    cleanup();
    // Errors after the end would be thrown for want of a listener.
    streamReadable.on('error', ignore);
    if (error) {
      controller.error(error);
      return;
    }
    // Cancelling has closed it.
    if (wasCanceled) return;
    controller.close();
    // A byob read that waits is answered with its empty view.
    if (isBytes) controller.byobRequest?.respond(0);
  });
  streamReadable.on('data', onData);

  underlying.start = (c) => {
    controller = c;
    // 'data' made it flow.
    streamReadable.pause();
  };
  underlying.pull = () => { streamReadable.resume(); };
  underlying.cancel = (reason) => {
    wasCanceled = true;
    destroy(streamReadable, reason);
  };
  return new ReadableStream(underlying, strategy);
}

/** Writable.toWeb(streamWritable) */
function newWritableStreamFromStreamWritable(streamWritable) {
  if (typeof streamWritable?._writableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  if (stream.isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const closed = new WritableStream();
    closed.close();
    return closed;
  }

  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let backpressure;
  let closing;

  function onDrain() {
    if (backpressure !== undefined) backpressure.resolve();
  }

  const cleanup = finished(streamWritable, (error) => {
    error = toWebError(error);
    cleanup();
    streamWritable.on('error', ignore);
    if (error != null) {
      if (backpressure !== undefined) backpressure.reject(error);
      if (closing !== undefined) {
        closing.reject(error);
        closing = undefined;
      }
      controller.error(error);
      controller = undefined;
      return;
    }
    if (closing !== undefined) {
      closing.resolve();
      closing = undefined;
      return;
    }
    // It ended behind the web stream's back.
    controller.error(new AbortError());
    controller = undefined;
  });
  streamWritable.on('drain', onDrain);

  return new WritableStream({
    start(c) { controller = c; },
    write(chunk) {
      if (streamWritable.writableNeedDrain || !streamWritable.write(chunk)) {
        backpressure = createDeferredPromise();
        return PromisePrototypeFinally(backpressure.promise, () => { backpressure = undefined; });
      }
      return undefined;
    },
    abort(reason) { destroy(streamWritable, reason); },
    close() {
      if (closing === undefined && !isWritableEnded(streamWritable)) streamWritable.end();
      closing = createDeferredPromise();
      return closing.promise;
    },
  }, strategy);
}

/** Duplex.toWeb(duplex): `{ readable, writable }` */
function newReadableWritablePairFromDuplex(duplex, options = {}) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  validateObject(options, 'options');
  const readableOptions = { __proto__: null, type: options.readableType ?? options.type };

  if (stream.isDestroyed(duplex)) {
    const writable = new WritableStream();
    const readable = new ReadableStream(readableOptions);
    writable.close();
    readable.cancel();
    return { readable, writable };
  }
  const writable = isWritable(duplex) ? newWritableStreamFromStreamWritable(duplex) : new WritableStream();
  if (!isWritable(duplex)) writable.close();
  const readable = isReadable(duplex) ?
    newReadableStreamFromStreamReadable(duplex, readableOptions) : new ReadableStream(readableOptions);
  if (!isReadable(duplex)) readable.cancel();
  return { writable, readable };
}

module.exports = {
  newReadableStreamFromStreamReadable,
  newWritableStreamFromStreamWritable,
  newReadableWritablePairFromDuplex,
  ...require('internal/webstreams/from_web'),
};
