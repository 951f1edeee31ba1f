'use strict';
// Web streams: web-streams-polyfill (vendored) with Node's inspection, symbols and errors.
// https://streams.spec.whatwg.org/  https://nodejs.org/api/webstreams.html

const {
  Error, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor, ObjectGetOwnPropertySymbols, Promise,
  PromisePrototypeThen, PromiseReject, ReflectApply, SymbolFor, SymbolPrototypeGetDescription,
} = primordials;
const { requireVendored } = require('internal/vendor');
const polyfill = requireVendored('web-streams-polyfill/dist/ponyfill');
const {
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamBYOBRequest,
  ReadableByteStreamController, ReadableStreamDefaultController, TransformStream, TransformStreamDefaultController,
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController, ByteLengthQueuingStrategy,
  CountQueuingStrategy,
} = polyfill;

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kIsDisturbed = SymbolFor('nodejs.stream.disturbed');
const kIsErrored = SymbolFor('nodejs.stream.errored');
const kIsReadable = SymbolFor('nodejs.stream.readable');
const kIsWritable = SymbolFor('nodejs.stream.writable');
const kIsClosedPromise = SymbolFor('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = SymbolFor('nodejs.webstream.controllerErrorFunction');

function hidden(Class, key, value) {
  ObjectDefineProperty(Class.prototype, key, {
    __proto__: null, value, writable: true, enumerable: false, configurable: true,
  });
}
function hiddenGetter(Class, key, get) {
  ObjectDefineProperty(Class.prototype, key, { __proto__: null, get, enumerable: false, configurable: true });
}

// --- inspection ---------------------------------------------------------------------------------------------------
function inspectAs(Class, fields) {
  hidden(Class, kInspect, function (depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect(fields(this), nested)}`;
  });
}

inspectAs(ReadableStream, (stream) => ({
  locked: stream.locked,
  state: stream._state,
  supportsBYOB: stream._readableStreamController instanceof ReadableByteStreamController,
}));
inspectAs(WritableStream, (stream) => ({
  locked: stream.locked,
  // 'erroring' and 'errored' alike, as Node shows it.
  state: stream._state,
}));
inspectAs(TransformStream, (stream) => ({
  readable: stream._readable,
  writable: stream._writable,
  backpressure: stream._backpressure,
}));
inspectAs(ReadableStreamDefaultReader, (reader) => ({
  stream: reader._ownerReadableStream,
  readRequests: reader._readRequests.length,
  close: reader._closedPromise,
}));
inspectAs(ReadableStreamBYOBReader, (reader) => ({
  stream: reader._ownerReadableStream,
  readIntoRequests: reader._readIntoRequests.length,
  close: reader._closedPromise,
}));
inspectAs(WritableStreamDefaultWriter, (writer) => ({
  stream: writer._ownerWritableStream,
  close: writer._closedPromise,
  ready: writer._readyPromise,
  desiredSize: writer._ownerWritableStream === undefined ? undefined : writer.desiredSize,
}));
inspectAs(ReadableStreamDefaultController, () => ({}));
inspectAs(ReadableByteStreamController, () => ({}));
inspectAs(WritableStreamDefaultController, (controller) => ({ stream: controller._controlledWritableStream }));
inspectAs(TransformStreamDefaultController, (controller) => ({ stream: controller._controlledTransformStream }));
inspectAs(ReadableStreamBYOBRequest, (request) => ({
  view: request._view,
  controller: request._associatedReadableByteStreamController,
}));
inspectAs(ByteLengthQueuingStrategy, (strategy) => ({ highWaterMark: strategy.highWaterMark }));
inspectAs(CountQueuingStrategy, (strategy) => ({ highWaterMark: strategy.highWaterMark }));

// --- what node:stream asks of a web stream ------------------------------------------------------------------------
hiddenGetter(ReadableStream, kIsDisturbed, function () { return this._disturbed; });
hiddenGetter(ReadableStream, kIsErrored, function () { return this._state === 'errored'; });
hiddenGetter(ReadableStream, kIsReadable, function () { return this._state === 'readable'; });
hiddenGetter(WritableStream, kIsErrored, function () { return this._state === 'errored'; });
hiddenGetter(WritableStream, kIsWritable, function () { return this._state === 'writable'; });
hidden(ReadableStream, kControllerErrorFunction, function (error) {
  this._readableStreamController.error(error);
});
hidden(WritableStream, kControllerErrorFunction, function (error) {
  this._writableStreamController.error(error);
});

// A promise for the stream's end. Only finished() and pipeline() ask for it, so it is made then: from that moment the
// stream's `_state` is watched.
function closedPromise() {
  const known = ObjectGetOwnPropertyDescriptor(this, kIsClosedPromise);
  if (known !== undefined) return known.value;
  const deferred = {};
  deferred.promise = new Promise((resolve, reject) => {
    deferred.resolve = resolve;
    deferred.reject = reject;
  });
  PromisePrototypeThen(deferred.promise, undefined, () => {});
  ObjectDefineProperty(this, kIsClosedPromise, { __proto__: null, value: deferred, enumerable: false });
  let state = this._state;
  const settle = () => {
    if (state === 'closed') deferred.resolve();
    // `_storedError` is set right after the state.
    else if (state === 'errored') deferred.reject(this._storedError);
  };
  settle();
  ObjectDefineProperty(this, '_state', {
    __proto__: null,
    get: () => state,
    set: (value) => {
      state = value;
      if (value === 'closed') settle();
      else if (value === 'errored') require('internal/ticks').queueMicrotask(settle);
    },
    enumerable: true,
    configurable: true,
  });
  return deferred;
}
hiddenGetter(ReadableStream, kIsClosedPromise, closedPromise);
hiddenGetter(WritableStream, kIsClosedPromise, closedPromise);

// --- differences of behaviour -------------------------------------------------------------------------------------
// The polyfill rejects a missing argument with a string.
const { pipeTo } = ReadableStream.prototype;
ObjectDefineProperty(ReadableStream.prototype, 'pipeTo', {
  __proto__: null,
  value: {
    pipeTo(destination, options = {}) {
      if (!(destination instanceof WritableStream)) {
        const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
        return PromiseReject(new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', destination));
      }
      return ReflectApply(pipeTo, this, [destination, options]);
    },
  }.pipeTo,
  writable: true, enumerable: true, configurable: true,
});

require('internal/webstreams/transfer').makeTransferable(
  polyfill, (readable, writable) => ReflectApply(pipeTo, readable, [writable]));

// Results are `{ done, value }` in this order: it shows when they are printed.
const originalRead = ReadableStreamDefaultReader.prototype.read;
const kPullSteps = pullStepsSymbol();
function pullStepsSymbol() {
  const symbols = ObjectGetOwnPropertySymbols(ReadableStreamDefaultController.prototype);
  for (let i = 0; i < symbols.length; i++) {
    if (SymbolPrototypeGetDescription(symbols[i]) === '[[PullSteps]]') return symbols[i];
  }
  throw new Error('web-streams-polyfill has no [[PullSteps]]');
}
ObjectDefineProperty(ReadableStreamDefaultReader.prototype, 'read', {
  __proto__: null,
  value: {
    read() {
      const stream = this instanceof ReadableStreamDefaultReader ? this._ownerReadableStream : undefined;
      if (stream === undefined) return ReflectApply(originalRead, this, []);
      stream._disturbed = true;
      return new Promise((resolve, reject) => {
        if (stream._state === 'closed') {
          resolve({ done: true, value: undefined });
        } else if (stream._state === 'errored') {
          reject(stream._storedError);
        } else {
          stream._readableStreamController[kPullSteps]({
            _chunkSteps: (value) => resolve({ done: false, value }),
            _closeSteps: () => resolve({ done: true, value: undefined }),
            _errorSteps: reject,
          });
        }
      });
    },
  }.read,
  writable: true, enumerable: true, configurable: true,
});

const streams = {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  ReadableByteStreamController,
  ReadableStreamDefaultController,
  TransformStream,
  TransformStreamDefaultController,
  WritableStream,
  WritableStreamDefaultWriter,
  WritableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
};

// These two stand on TransformStream: they come when they are asked for.
const encodingStreams = ['TextEncoderStream', 'TextDecoderStream'];
for (let i = 0; i < encodingStreams.length; i++) {
  const name = encodingStreams[i];
  ObjectDefineProperty(streams, name, {
    __proto__: null,
    get() { return require('internal/encoding_streams')[name]; },
    enumerable: true, configurable: true,
  });
}

module.exports = streams;
