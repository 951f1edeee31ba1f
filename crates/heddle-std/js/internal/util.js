// Small helpers shared by the built-in modules. Larger pieces stand in internal/util/ and load when used.
'use strict';

const {
  ArrayPrototypePush,
  Error,
  FunctionPrototypeSymbolHasInstance,
  ObjectDefineProperties,
  ObjectDefineProperty,
  ObjectFreeze,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectKeys,
  PromiseWithResolvers,
  ReflectApply,
  RegExpPrototypeExec,
  StringPrototypeReplace,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
  StringPrototypeToWellFormed,
  Symbol,
  SymbolFor,
} = primordials;

const kEmptyObject = ObjectFreeze({ __proto__: null });
const kEnumerableProperty = { __proto__: null, enumerable: true };
ObjectFreeze(kEnumerableProperty);

/** Methods under this symbol say how util.inspect shows an object. */
const customInspectSymbol = SymbolFor('nodejs.util.inspect.custom');
/** Names for the values that a callback gets, so that promisify resolves with an object. */
const customPromisifyArgs = Symbol('customPromisifyArgs');

/** A function that computes its value once. */
function lazy(make) {
  let value;
  let done = false;
  return () => {
    if (!done) {
      value = make();
      done = true;
    }
    return value;
  };
}

function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let returned;
  return function (...args) {
    if (called) return returned;
    called = true;
    const result = ReflectApply(callback, this, args);
    returned = preserveReturnValue ? result : undefined;
    return result;
  };
}

/** Names of the encodings as Buffer knows them, or undefined. */
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === '' || encoding === 'utf8' || encoding === 'utf-8') return 'utf8';
  switch (`${encoding}`) {
    case 'hex': return 'hex';
    case 'base64': return 'base64';
    case 'base64url': return 'base64url';
    case 'latin1': return 'latin1';
    case 'ascii': return 'ascii';
    case 'ucs2': case 'utf16le': return 'utf16le';
    default:
  }
  switch (StringPrototypeToLowerCase(`${encoding}`)) {
    case 'utf8': case 'utf-8': return 'utf8';
    case 'ucs2': case 'ucs-2': case 'utf16le': case 'utf-16le': return 'utf16le';
    case 'latin1': case 'binary': return 'latin1';
    case 'base64': return 'base64';
    case 'base64url': return 'base64url';
    case 'hex': return 'hex';
    case 'ascii': return 'ascii';
    default: return undefined;
  }
}

/** Whether `value` is an error, also of another realm. */
function isError(value) {
  return value !== null && typeof value === 'object' &&
    (require('internal/util/value_class').classOf(value) === 'Error' || FunctionPrototypeSymbolHasInstance(Error, value));
}

function createDeferredPromise() {
  return PromiseWithResolvers();
}

function toUSVString(input) {
  return StringPrototypeToWellFormed(`${input}`);
}

const ansi = /\u001b\[\d\d?m/g;
function removeColors(text) {
  return StringPrototypeReplace(text, ansi, '');
}

function join(list, separator) {
  let text = '';
  for (let i = 0; i < list.length; i++) text += i === 0 ? list[i] : separator + list[i];
  return text;
}

/** Removes one element, faster than splice. */
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.length--;
}

function filterDuplicateStrings(items, low) {
  const seen = new primordials.SafeMap();
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const key = StringPrototypeToLowerCase(item);
    seen.set(key, low ? key : item);
  }
  const list = [];
  seen.forEach((value) => { ArrayPrototypePush(list, value); });
  return primordials.ArrayPrototypeSort(list);
}

function getConstructorOf(object) {
  while (object) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') {
      return descriptor.value;
    }
    object = ObjectGetPrototypeOf(object);
  }
  return undefined;
}

function setOwnProperty(object, key, value) {
  return ObjectDefineProperty(object, key, { __proto__: null, configurable: true, enumerable: true, value, writable: true });
}

function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  const text = typeof name === 'symbol' ? (name.description ? `[${name.description}]` : '') : name;
  return ObjectDefineProperty(fn, 'name', { __proto__: null, writable: false, enumerable: false, configurable: true, ...descriptor, value: text });
}

/** Getters on `target` that load built-in `id` when first read and then become plain properties. */
function defineLazyProperties(target, id, keys, enumerable = true, writable = true) {
  const descriptors = { __proto__: null };
  let module;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const settle = (value) => ObjectDefineProperty(target, key, { __proto__: null, value, writable, enumerable, configurable: true });
    descriptors[key] = {
      __proto__: null,
      enumerable,
      configurable: true,
      get: assignFunctionName(key, () => {
        module ??= require(id);
        const value = module[key];
        settle(value);
        return value;
      }),
      set: writable ? assignFunctionName(key, settle) : undefined,
    };
  }
  ObjectDefineProperties(target, descriptors);
}

/** An accessor that makes its value on first read and can be replaced by assignment. */
function defineReplaceableLazyAttribute(target, id, keys, writable = true, check = undefined) {
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    let module;
    let value;
    let replaced = false;
    ObjectDefineProperty(target, key, {
      __proto__: null,
      enumerable: true,
      configurable: true,
      get: assignFunctionName(key, function () {
        if (check !== undefined) check(this);
        if (!replaced && module === undefined) {
          module = require(id);
          value = module[key];
        }
        return value;
      }),
      set: writable ? assignFunctionName(key, (next) => {
        replaced = true;
        value = next;
      }) : undefined,
    });
  }
}

/** https://webidl.spec.whatwg.org/#es-interfaces */
function exposeInterface(target, name, interfaceObject) {
  ObjectDefineProperty(target, name, { __proto__: null, writable: true, enumerable: false, configurable: true, value: interfaceObject });
}

function exposeLazyInterfaces(target, id, keys) {
  defineLazyProperties(target, id, keys, false);
}

/** https://webidl.spec.whatwg.org/#es-namespaces */
function exposeNamespace(target, name, namespaceObject) {
  ObjectDefineProperty(target, name, { __proto__: null, writable: true, enumerable: false, configurable: true, value: namespaceObject });
}

/** https://webidl.spec.whatwg.org/#define-the-operations */
function defineOperation(target, name, method) {
  ObjectDefineProperty(target, name, { __proto__: null, writable: true, enumerable: true, configurable: true, value: method });
}

/** The DOMException class. */
function lazyDOMExceptionClass() {
  return require('web/dom_exception').DOMException;
}

/** A DOMException; its stack starts at the caller. */
function lazyDOMException(message, name) {
  return require('internal/errors').recapture(new (lazyDOMExceptionClass())(message, name), lazyDOMException);
}

let signalNumbers;
function getSignals() {
  return (signalNumbers ??= ops.op_os_constants().signals);
}

/** The number of a signal given by name (any case) or number; throws ERR_UNKNOWN_SIGNAL. */
function convertToValidSignal(signal) {
  const signals = getSignals();
  if (typeof signal === 'number') {
    const names = ObjectKeys(signals);
    for (let i = 0; i < names.length; i++) if (signals[names[i]] === signal) return signal;
  } else if (typeof signal === 'string') {
    const number = signals[StringPrototypeToUpperCase(signal)];
    if (number) return number;
  }
  const { ERR_UNKNOWN_SIGNAL } = require('internal/errors').codes;
  throw new ERR_UNKNOWN_SIGNAL(signal);
}

/** https://nodejs.org/api/util.html#utilconvertprocesssignaltoexitcodesignal */
function convertProcessSignalToExitCode(signalCode) {
  const signals = getSignals();
  require('internal/validators').validateOneOf(signalCode, 'signalCode', ObjectKeys(signals));
  return 128 + signals[signalCode];
}

let experimentalWarnings;
/** Warns once per feature that it is experimental. */
function emitExperimentalWarning(feature, messagePrefix = '', code = undefined, constructor = undefined) {
  experimentalWarnings ??= new primordials.SafeSet();
  if (experimentalWarnings.has(feature)) return;
  experimentalWarnings.add(feature);
  require('node/process').emitWarning(
    `${messagePrefix}${feature} is an experimental feature and might change at any time`, 'ExperimentalWarning', code, constructor);
}

/** https://nodejs.org/api/util.html#utilgetsystemerrornameerr */
function getSystemErrorName(err) {
  const entry = require('internal/errors').uvErrmapGet(err);
  return entry ? entry[0] : `Unknown system error ${err}`;
}

/** https://nodejs.org/api/util.html#utilgetsystemerrormapmap */
function getSystemErrorMap() {
  return new primordials.Map(require('internal/errors').getUvMap());
}

/** https://nodejs.org/api/util.html#utilgetsystemerrormessageerr */
function getSystemErrorMessage(err) {
  const entry = require('internal/errors').uvErrmapGet(err);
  return entry ? entry[1] : `Unknown system error ${err}`;
}

/** The working folder as a file: URL with a final slash. */
function getCWDURL() {
  const { pathToFileURL } = require('node/url');
  return pathToFileURL(`${require('node/process').cwd()}/`);
}

let sleepCell;
/** Blocks the thread for `ms` milliseconds. */
function sleep(ms) {
  require('internal/validators').validateUint32(ms, 'msec');
  const { AtomicsWait, Int32Array, SharedArrayBuffer } = primordials;
  // Nobody else has this cell, so nobody wakes the thread.
  sleepCell ??= new Int32Array(new SharedArrayBuffer(4));
  AtomicsWait(sleepCell, 0, 0, ms);
}

/** A weak reference that can be made strong for a while. */
class WeakReference {
  #weak;
  #strong = null;
  #count = 0;
  constructor(object) { this.#weak = new primordials.SafeWeakRef(object); }
  incRef() {
    if (++this.#count === 1) this.#strong = this.#weak.deref();
    return this.#count;
  }
  decRef() {
    if (--this.#count === 0) this.#strong = null;
    return this.#count;
  }
  get() { return this.#weak.deref(); }
}

/** `getter` with its value kept. */
function cachedResult(fn) {
  let result;
  return () => {
    result ??= fn();
    return result;
  };
}

const isUnderNodeModules = (path) => RegExpPrototypeExec(/[/\\]node_modules[/\\](?!.*:)/, path) !== null;

module.exports = {
  WeakReference,
  assignFunctionName,
  cachedResult,
  convertProcessSignalToExitCode,
  convertToValidSignal,
  createDeferredPromise,
  customInspectSymbol,
  customPromisifyArgs,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  emitExperimentalWarning,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace,
  filterDuplicateStrings,
  getCWDURL,
  getConstructorOf,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  isError,
  isUnderNodeModules,
  join,
  kEmptyObject,
  kEnumerableProperty,
  lazy,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  removeColors,
  setOwnProperty,
  sleep,
  spliceOne,
  toUSVString,
  get signals() { return getSignals(); },
  get isMacOS() { return require('node/process').platform === 'darwin'; },
  get isWindows() { return require('node/process').platform === 'win32'; },
  get deprecate() { return require('internal/util/deprecate').deprecate; },
  get deprecateProperty() { return require('internal/util/deprecate').deprecateProperty; },
  get deprecateInstantiation() { return require('internal/util/deprecate').deprecateInstantiation; },
  get pendingDeprecate() { return require('internal/util/deprecate').pendingDeprecate; },
  get getDeprecationWarningEmitter() { return require('internal/util/deprecate').getDeprecationWarningEmitter; },
  get promisify() { return require('internal/util/promisify').promisify; },
};
