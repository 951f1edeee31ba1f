// node:util. https://nodejs.org/api/util.html
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeEvery,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectKeys,
  ObjectSetPrototypeOf,
  PromisePrototypeThen,
} = primordials;
const {
  ErrnoException,
  ExceptionWithHostPort,
  codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_WORKER_UNSUPPORTED_OPERATION },
} = require('internal/errors');
const internalUtil = require('internal/util');
const { defineLazyProperties, kEmptyObject } = internalUtil;
const { isInt32, validateBoolean, validateInteger, validateNumber, validateObject, validateString } = require('internal/validators');

// Not by require at the top: most programs want one or two of these.
const lazyDeprecate = () => require('internal/util/deprecate').deprecate;

/** https://nodejs.org/api/util.html#utilinheritsconstructor-superconstructor */
function inherits(ctor, superCtor) {
  if (typeof ctor !== 'function') throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (typeof superCtor !== 'function') throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) {
    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  }
  ObjectDefineProperty(ctor, 'super_', { __proto__: null, value: superCtor, writable: true, configurable: true });
  ObjectSetPrototypeOf(ctor.prototype, superCtor.prototype);
}

function deprecate(fn, msg, code, { modifyPrototype } = kEmptyObject) {
  return lazyDeprecate()(fn, msg, code, undefined, modifyPrototype);
}

function checkErrorNumber(err) {
  validateNumber(err, 'err');
  if (err >= 0 || !isInt32(err)) throw new ERR_OUT_OF_RANGE('err', 'a negative integer', err);
}

/** https://nodejs.org/api/util.html#utilgetsystemerrornameerr */
function getSystemErrorName(err) {
  checkErrorNumber(err);
  return internalUtil.getSystemErrorName(err);
}

/** https://nodejs.org/api/util.html#utilgetsystemerrormessageerr */
function getSystemErrorMessage(err) {
  checkErrorNumber(err);
  return internalUtil.getSystemErrorMessage(err);
}

function _errnoException(...args) {
  checkErrorNumber(args[0]);
  return new ErrnoException(...args);
}

function _exceptionWithHostPort(...args) {
  return new ExceptionWithHostPort(...args);
}

/** https://nodejs.org/api/util.html#utilgetcallsitesframecount-options */
function getCallSites(frameCount = 10, options) {
  if (options === undefined) {
    // The options may come alone.
    if (typeof frameCount === 'object') {
      options = frameCount;
      validateObject(options, 'options');
      frameCount = 10;
    } else options = kEmptyObject;
  } else validateObject(options, 'options');
  if (options.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  validateInteger(frameCount, 'frameCount', 1, 200);
  return require('internal/util/call_sites').getCallSites(frameCount, getCallSites);
}

function validateTexts(value, name) {
  if (!ArrayIsArray(value)) return validateString(value, name);
  for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`);
}

/** https://nodejs.org/api/util.html#utildiffactual-expected */
function diff(actual, expected) {
  validateTexts(actual, 'actual');
  validateTexts(expected, 'expected');
  if (actual === expected) return [];
  if (actual.length === expected.length && ArrayIsArray(actual) && ArrayIsArray(expected) &&
      ArrayPrototypeEvery(actual, (value, i) => value === expected[i])) return [];
  return require('internal/assert/myers_diff').myersDiff(actual, expected);
}

/** https://nodejs.org/api/util.html#utilparseenvcontent */
function parseEnv(content) {
  validateString(content, 'content');
  return ObjectAssign({ __proto__: null }, require('internal/process/env_file').parseEnv(content));
}

/** https://nodejs.org/api/util.html#utilmarkpromiseashandledpromise */
function markPromiseAsHandled(promise) {
  if (!require('node/util/types').isPromise(promise)) throw new ERR_INVALID_ARG_TYPE('promise', 'Promise', promise);
  PromisePrototypeThen(promise, undefined, () => {});
}

/** https://nodejs.org/api/util.html#utilsettracesigintenable */
function setTraceSigInt(enable) {
  if (!require('internal/process/state').start().isMainThread) {
    throw new ERR_WORKER_UNSUPPORTED_OPERATION('Calling util.setTraceSigInt');
  }
  if (enable) throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('util.setTraceSigInt()');
}

/** https://nodejs.org/api/util.html#util_extendtarget-source */
function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const keys = ObjectKeys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

// A function that loads its body when first called; `length` arguments are shown.
const forward = (id, name, length) => {
  const fn = { [name](...args) { return require(id)[name](...new primordials.SafeArrayIterator(args)); } }[name];
  return ObjectDefineProperty(fn, 'length', { __proto__: null, value: length, configurable: true });
};

const util = {
  _errnoException,
  _exceptionWithHostPort,
  _extend: undefined,
  callbackify: undefined,
  convertProcessSignalToExitCode: internalUtil.convertProcessSignalToExitCode,
  debug: undefined,
  debuglog: undefined,
  deprecate,
  format: undefined,
  styleText: forward('internal/util/style_text', 'styleText', 3),
  formatWithOptions: undefined,
  getCallSites,
  getSystemErrorMap: internalUtil.getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect: undefined,
  isArray: undefined,
  isDeepStrictEqual: forward('internal/util/comparisons', 'isDeepStrictEqual', 3),
  markPromiseAsHandled,
  promisify: undefined,
  stripVTControlCharacters: forward('internal/util/inspect/width', 'stripVTControlCharacters', 1),
  toUSVString: internalUtil.toUSVString,
  get transferableAbortSignal() { return require('web/abort').transferableAbortSignal; },
  get transferableAbortController() { return require('web/abort').transferableAbortController; },
  get aborted() { return require('web/abort').aborted; },
  types: undefined,
  parseEnv,
  parseArgs: forward('internal/util/parse_args', 'parseArgs', 0),
  TextDecoder: undefined,
  TextEncoder: undefined,
  MIMEType: undefined,
  MIMEParams: undefined,
  diff,
  get debounce() { return require('internal/util/rate').debounce; },
  get throttle() { return require('internal/util/rate').throttle; },
  setTraceSigInt,
};

function defineLazyValue(key, get) {
  const settle = (value) => ObjectDefineProperty(util, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  ObjectDefineProperty(util, key, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = get();
      settle(value);
      return value;
    },
    set: settle,
  });
}
defineLazyProperties(util, 'internal/util/promisify', ['callbackify', 'promisify']);
defineLazyProperties(util, 'internal/util/inspect', ['format', 'formatWithOptions', 'inspect']);
defineLazyProperties(util, 'internal/mime', ['MIMEParams', 'MIMEType']);
defineLazyProperties(util, 'web/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyValue('types', () => require('node/util/types'));
defineLazyValue('debuglog', () => require('internal/util/debuglog').debuglog);
defineLazyValue('debug', () => require('internal/util/debuglog').debuglog);
defineLazyValue('isArray', () => lazyDeprecate()(ArrayIsArray,
  'The `util.isArray` API is deprecated. Please use `Array.isArray()` instead.', 'DEP0044'));
defineLazyValue('_extend', () => lazyDeprecate()(_extend,
  'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'));

module.exports = util;
