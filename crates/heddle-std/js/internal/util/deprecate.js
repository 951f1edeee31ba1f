// Wrappers that warn once that something is deprecated.
// https://nodejs.org/api/util.html#utildeprecatefn-msg-code
'use strict';

const { ObjectDefineProperty, ObjectSetPrototypeOf, ReflectApply, ReflectConstruct, SafeSet } = primordials;

const emittedCodes = new SafeSet();
const lazyProcess = () => require('node/process');

function emit(message, code, caller) {
  if (code === undefined) lazyProcess().emitWarning(message, 'DeprecationWarning', caller);
  else if (!emittedCodes.has(code)) {
    emittedCodes.add(code);
    lazyProcess().emitWarning(message, 'DeprecationWarning', code, caller);
  }
}

/** A function that emits the warning when first called; `shouldEmit` can put it off. */
function getDeprecationWarningEmitter(code, message, caller, isStandalone = false, shouldEmit = () => true) {
  let warned = false;
  return function () {
    if (warned || lazyProcess().noDeprecation === true || !shouldEmit()) return;
    warned = true;
    emit(message, code, caller);
  };
}

function isPendingDeprecation() {
  const { getOptionValue } = require('internal/options');
  return getOptionValue('--pending-deprecation') && !lazyProcess().noDeprecation;
}

function wrap(fn, message, code, { emitAlways, modifyPrototype = true, pending = false }) {
  const emitWarning = getDeprecationWarningEmitter(code, message, deprecated, false, pending ? isPendingDeprecation : undefined);
  function deprecated(...args) {
    if (emitAlways || lazyProcess().noDeprecation !== true) emitWarning();
    if (new.target) return ReflectConstruct(fn, args, new.target);
    return ReflectApply(fn, this, args);
  }
  if (modifyPrototype) {
    ObjectSetPrototypeOf(deprecated, fn);
    // `instanceof` must hold for what the wrapped constructor makes.
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  ObjectDefineProperty(deprecated, 'length', {
    __proto__: null, value: fn.length, writable: false, enumerable: false, configurable: true,
  });
  return deprecated;
}

function deprecate(fn, message, code, emitAlways = false, modifyPrototype = true) {
  if (code !== undefined) require('internal/validators').validateString(code, 'code');
  return wrap(fn, message, code, { emitAlways, modifyPrototype });
}

/** A deprecation that only --pending-deprecation shows. */
function pendingDeprecate(fn, message, code) {
  return wrap(fn, message, code, { pending: true });
}

/** Warns when `object[key]` is read or written. */
function deprecateProperty(key, object, message, code) {
  let value = object[key];
  const emitWarning = getDeprecationWarningEmitter(code, message, undefined);
  ObjectDefineProperty(object, key, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      emitWarning();
      return value;
    },
    set(next) {
      emitWarning();
      value = next;
    },
  });
}

/** Warns that a class was called without `new`, then makes the instance. */
function deprecateInstantiation(target, code, ...args) {
  if (lazyProcess().noDeprecation !== true) emit(`Instantiating ${target.name} without the 'new' keyword has been deprecated.`, code, target);
  return ReflectConstruct(target, args);
}

module.exports = { deprecate, deprecateInstantiation, deprecateProperty, getDeprecationWarningEmitter, isPendingDeprecation, pendingDeprecate };
