'use strict';
// From web streams to node streams: Readable.fromWeb, Writable.fromWeb, Duplex.fromWeb.
// https://nodejs.org/api/stream.html#streamreadablefromwebreadablestream-options

const { PromisePrototypeThen, SafePromiseAll } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validators');
const { nextTick } = require('internal/ticks');
const { Buffer } = require('node/buffer');
const stream = require('node/stream');
const { ReadableStream, WritableStream } = require('web/streams');
const { destroy, Duplex, Readable, Writable } = stream;

function isReadableStream(value) {
  return value instanceof ReadableStream;
}
function isWritableStream(value) {
  return value instanceof WritableStream;
}

// An error thrown by a callback must not become a rejection.
function call(callback, error) {
  try {
    callback(error);
  } catch (thrown) {
    nextTick(() => { throw thrown; });
  }
}

// Strings written to a web stream are bytes, unless the stream takes objects or strings as they are.
function encode(chunk, encoding, objectMode, decodeStrings) {
  if (typeof chunk !== 'string' || !decodeStrings || objectMode) return chunk;
  return Buffer.from(chunk, encoding);
}

/** Readable.fromWeb(readableStream[, options]) */
function newStreamReadableFromReadableStream(readableStream, options = {}) {
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  }
  validateBoolean(objectMode, 'options.objectMode');

  const reader = readableStream.getReader();
  let closed = false;
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read() {
      PromisePrototypeThen(reader.read(), (chunk) => {
        if (chunk.done) readable.push(null);
        else readable.push(chunk.value);
      }, (error) => destroy(readable, error));
    },
    destroy(error, callback) {
      if (closed) {
        call(callback, error);
        return;
      }
      const done = () => call(callback, error);
      PromisePrototypeThen(reader.cancel(error), done, done);
    },
  });
  PromisePrototypeThen(reader.closed, () => { closed = true; }, (error) => {
    closed = true;
    destroy(readable, error);
  });
  return readable;
}

// The parts of a Writable over a writer, shared by Writable.fromWeb and Duplex.fromWeb. `fail` destroys the stream.
function writerParts(writer, settings, fail) {
  const put = (chunk, encoding) => writer.write(encode(chunk, encoding, settings.objectMode, settings.decodeStrings));
  return {
    writev(chunks, callback) {
      const done = (error) => call(callback, error);
      PromisePrototypeThen(writer.ready, () => PromisePrototypeThen(
        SafePromiseAll(chunks, (entry) => put(entry.chunk, entry.encoding)),
        () => done(), done), (error) => fail(error));
    },
    write(chunk, encoding, callback) {
      const done = (error) => call(callback, error);
      PromisePrototypeThen(writer.ready, () => PromisePrototypeThen(put(chunk, encoding), () => done(), done),
                           (error) => fail(error));
    },
  };
}

/** Writable.fromWeb(writableStream[, options]) */
function newStreamWritableFromWritableStream(writableStream, options = {}) {
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');

  const writer = writableStream.getWriter();
  let closed = false;
  const { write, writev } = writerParts(writer, { objectMode, decodeStrings }, (error) => destroy(writable, error));
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings: false,
    signal,
    write,
    writev,
    destroy(error, callback) {
      const done = () => call(callback, error);
      if (closed) {
        done();
      } else if (error != null) {
        PromisePrototypeThen(writer.abort(error), done, done);
      } else {
        PromisePrototypeThen(writer.close(), done, done);
      }
    },
    final(callback) {
      const done = (error) => call(callback, error);
      if (closed) done();
      else PromisePrototypeThen(writer.close(), () => done(), done);
    },
  });
  PromisePrototypeThen(writer.closed, () => {
    closed = true;
    // Closed behind our back: that is premature.
    if (!stream.isDestroyed(writable) && !writable.writableEnded) {
      destroy(writable, new ERR_STREAM_PREMATURE_CLOSE());
    }
  }, (error) => {
    closed = true;
    destroy(writable, error);
  });
  return writable;
}

/** Duplex.fromWeb({ readable, writable }[, options]) */
function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  }
  if (!isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  }

  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  let writableClosed = false;
  let readableClosed = false;
  const { write, writev } = writerParts(writer, { objectMode, decodeStrings }, (error) => destroy(duplex, error));
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings: false,
    signal,
    write,
    writev,
    final(callback) {
      const done = (error) => call(callback, error);
      if (writableClosed) done();
      else PromisePrototypeThen(writer.close(), () => done(), done);
    },
    read() {
      PromisePrototypeThen(reader.read(), (chunk) => {
        if (chunk.done) duplex.push(null);
        else duplex.push(chunk.value);
      }, (error) => destroy(duplex, error));
    },
    destroy(error, callback) {
      const done = () => call(callback, error);
      const waits = [];
      if (!writableClosed) waits[waits.length] = writer.abort(error);
      if (!readableClosed) waits[waits.length] = reader.cancel(error);
      PromisePrototypeThen(SafePromiseAll(waits), done, done);
    },
  });
  PromisePrototypeThen(writer.closed, () => {
    writableClosed = true;
    if (!stream.isDestroyed(duplex) && !duplex.writableEnded) destroy(duplex, new ERR_STREAM_PREMATURE_CLOSE());
  }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroy(duplex, error);
  });
  PromisePrototypeThen(reader.closed, () => { readableClosed = true; }, (error) => {
    writableClosed = true;
    readableClosed = true;
    destroy(duplex, error);
  });
  return duplex;
}

module.exports = {
  newStreamReadableFromReadableStream,
  newStreamWritableFromWritableStream,
  newStreamDuplexFromReadableWritablePair,
};
