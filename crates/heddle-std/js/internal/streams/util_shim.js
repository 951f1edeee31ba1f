'use strict';
// The helpers that readable-stream takes from its `ours/util`, answered by our own modules.

const { AggregateError, ObjectFreeze, Promise, ReflectApply, SymbolFor } = primordials;

function once(callback) {
  let called = false;
  return function (...args) {
    if (called) return;
    called = true;
    ReflectApply(callback, this, args);
  };
}

function createDeferredPromise() {
  let resolve;
  let reject;
  const promise = new Promise((res, rej) => {
    resolve = res;
    reject = rej;
  });
  return { promise, resolve, reject };
}

function promisify(fn) {
  return require('internal/util').promisify(fn);
}
promisify.custom = SymbolFor('nodejs.util.promisify.custom');

module.exports = {
  AggregateError,
  kEmptyObject: ObjectFreeze({ __proto__: null }),
  once,
  createDeferredPromise,
  promisify,
  debuglog: () => function () {},
  format: (...args) => ReflectApply(require('internal/util/inspect').format, undefined, args),
  inspect: (value, options) => require('internal/util/inspect').inspect(value, options),
  types: {
    isAsyncFunction: (value) => require('node/util/types').isAsyncFunction(value),
    isArrayBufferView: primordials.ArrayBufferIsView,
  },
  isBlob: (value) => value instanceof require('node/buffer').Blob,
  deprecate: (fn) => fn,
  addAbortListener: (signal, listener) => require('node/events').addAbortListener(signal, listener),
  AbortSignalAny: (signals) => require('web/abort').AbortSignal.any(signals),
};
