'use strict';
// node:stream: readable-stream (vendored) brought up to Node 26. https://nodejs.org/api/stream.html

const { ArrayBufferIsView, ObjectDefineProperty, SymbolAsyncDispose, SymbolFor } = primordials;
const { requireVendored } = require('internal/vendor');
const Stream = requireVendored('readable-stream/lib/stream');
const { Readable, Writable, Duplex } = Stream;
const { Buffer } = require('node/buffer');

function method(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
}
function hidden(object, name, value) {
  ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

// --- Readable -----------------------------------------------------------------------------------------------------
delete Readable.prototype.asIndexedPairs;

method(Readable.prototype, 'read', require('internal/streams/read').readFor(Readable));

// --- Writable -----------------------------------------------------------------------------------------------------
hidden(Writable.prototype, SymbolAsyncDispose, require('internal/streams/writable_dispose').dispose);

// --- web streams --------------------------------------------------------------------------------------------------
const adapters = () => require('internal/webstreams/adapters');
method(Readable, 'fromWeb', function (readableStream, options) {
  return adapters().newStreamReadableFromReadableStream(readableStream, options);
});
method(Readable, 'toWeb', function (streamReadable, options) {
  return adapters().newReadableStreamFromStreamReadable(streamReadable, options);
});
method(Writable, 'fromWeb', function (writableStream, options) {
  return adapters().newStreamWritableFromWritableStream(writableStream, options);
});
method(Writable, 'toWeb', function (streamWritable) {
  return adapters().newWritableStreamFromStreamWritable(streamWritable);
});
method(Duplex, 'fromWeb', function (pair, options) {
  return adapters().newStreamDuplexFromReadableWritablePair(pair, options);
});
method(Duplex, 'toWeb', function (duplex, options) {
  return adapters().newReadableWritablePairFromDuplex(duplex, options);
});

// --- the module's own members -------------------------------------------------------------------------------------
Stream.duplexPair = function duplexPair(options) {
  return require('internal/streams/duplexpair').duplexPair(options);
};
const { pipeline, promises } = require('internal/streams/pipeline');
Stream.pipeline = pipeline;
ObjectDefineProperty(Stream, 'promises', {
  __proto__: null, get() { return promises; }, enumerable: true, configurable: true,
});
ObjectDefineProperty(pipeline, SymbolFor('nodejs.util.promisify.custom'), {
  __proto__: null, get() { return promises.pipeline; }, enumerable: true,
});

Stream._isArrayBufferView = function isArrayBufferView(value) {
  return ArrayBufferIsView(value);
};
// Also how the vendored code asks whether a chunk is binary: any view is.
Stream._isUint8Array = function isUint8Array(value) {
  return ArrayBufferIsView(value);
};
Stream._uint8ArrayToBuffer = function _uint8ArrayToBuffer(chunk) {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
};

module.exports = Stream;
