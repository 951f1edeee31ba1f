// util.promisify and util.callbackify.
// https://nodejs.org/api/util.html#utilpromisifyoriginal
'use strict';

const {
  ArrayPrototypePop,
  ArrayPrototypePush,
  FunctionPrototypeBind,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectGetOwnPropertyDescriptors,
  ObjectGetPrototypeOf,
  ObjectSetPrototypeOf,
  ObjectValues,
  Promise,
  PromisePrototypeThen,
  ReflectApply,
  SymbolFor,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { customPromisifyArgs } = require('internal/util');

const kCustom = SymbolFor('nodejs.util.promisify.custom');

function markCustom(fn) {
  return ObjectDefineProperty(fn, kCustom, { __proto__: null, value: fn, enumerable: false, writable: false, configurable: true });
}

/** A function that returns a promise instead of calling back. */
function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[kCustom];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return markCustom(custom);
  }
  const argumentNames = original[customPromisifyArgs];

  function fn(...args) {
    return new Promise((resolve, reject) => {
      ArrayPrototypePush(args, (error, ...values) => {
        if (error) return reject(error);
        if (argumentNames === undefined || values.length <= 1) return resolve(values[0]);
        const result = {};
        for (let i = 0; i < argumentNames.length; i++) result[argumentNames[i]] = values[i];
        resolve(result);
      });
      const returned = ReflectApply(original, this, args);
      if (returned !== null && typeof returned === 'object' && require('internal/util/value_class').classOf(returned) === 'Promise') {
        require('node/process').emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.',
          'DeprecationWarning', 'DEP0174');
      }
    });
  }

  ObjectSetPrototypeOf(fn, ObjectGetPrototypeOf(original));
  markCustom(fn);
  return copyDescriptors(fn, ObjectGetOwnPropertyDescriptors(original));
}
ObjectDefineProperty(promisify, 'custom', { __proto__: null, value: kCustom, writable: true, enumerable: true, configurable: true });

// Null prototypes keep a tampered Object.prototype from adding fields to the descriptors.
function copyDescriptors(fn, descriptors) {
  const values = ObjectValues(descriptors);
  for (let i = 0; i < values.length; i++) ObjectSetPrototypeOf(values[i], null);
  return ObjectDefineProperties(fn, descriptors);
}

function callbackifyOnRejected(reason, callback) {
  if (!reason) {
    // A falsy reason would look like success to the callback.
    const { codes: { ERR_FALSY_VALUE_REJECTION }, recapture } = require('internal/errors');
    reason = recapture(new ERR_FALSY_VALUE_REJECTION(reason), callbackifyOnRejected);
  }
  return callback(reason);
}

/** A function that calls back instead of returning a promise. https://nodejs.org/api/util.html#utilcallbackifyoriginal */
function callbackify(original) {
  validateFunction(original, 'original');

  function callbackified(...args) {
    const last = ArrayPrototypePop(args);
    if (typeof last !== 'function') throw new ERR_INVALID_ARG_TYPE('last argument', 'Function', last);
    const callback = FunctionPrototypeBind(last, this);
    const { nextTick } = require('node/process');
    // On the next tick, so that a throwing callback is an uncaught exception, not a rejection.
    PromisePrototypeThen(ReflectApply(original, this, args),
      (value) => nextTick(callback, null, value),
      (reason) => nextTick(callbackifyOnRejected, reason, callback));
  }

  const descriptors = ObjectGetOwnPropertyDescriptors(original);
  if (typeof descriptors.length?.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name?.value === 'string') descriptors.name.value += 'Callbackified';
  return copyDescriptors(callbackified, descriptors);
}

module.exports = { callbackify, promisify };
