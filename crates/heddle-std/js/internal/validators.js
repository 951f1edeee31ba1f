// Argument checks with Node's errors. A failed check's stack starts at the caller of the check.
'use strict';

const {
  ArrayIsArray,
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  NumberIsFinite,
  NumberIsInteger,
  NumberIsNaN,
  NumberMAX_SAFE_INTEGER,
  NumberMIN_SAFE_INTEGER,
  NumberParseInt,
  ObjectPrototypeHasOwnProperty,
  RegExpPrototypeExec,
  String,
  StringPrototypeIncludes,
  StringPrototypeToUpperCase,
  StringPrototypeTrim,
} = primordials;
const { codes, recapture } = require('internal/errors');

// The failing path is cold, so the error is made by code name: its class is not built until a check fails.
function fail(check, code, ...args) {
  throw recapture(new codes[code](...args), check);
}

function isInt32(value) {
  return value === (value | 0);
}

function isUint32(value) {
  return value === (value >>> 0);
}

const octal = /^[0-7]+$/;
/** A file mode: a number or an octal string. */
function parseFileMode(value, name, def) {
  value ??= def;
  if (typeof value === 'string') {
    if (RegExpPrototypeExec(octal, value) === null) {
      fail(parseFileMode, 'ERR_INVALID_ARG_VALUE', name, value, 'must be a 32-bit unsigned integer or an octal string');
    }
    value = NumberParseInt(value, 8);
  }
  validateUint32(value, name);
  return value;
}

function validateInteger(value, name, min = NumberMIN_SAFE_INTEGER, max = NumberMAX_SAFE_INTEGER) {
  if (typeof value !== 'number') fail(validateInteger, 'ERR_INVALID_ARG_TYPE', name, 'number', value);
  if (!NumberIsInteger(value)) fail(validateInteger, 'ERR_OUT_OF_RANGE', name, 'an integer', value);
  if (value < min || value > max) fail(validateInteger, 'ERR_OUT_OF_RANGE', name, `>= ${min} && <= ${max}`, value);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  if (typeof value !== 'number') fail(validateInt32, 'ERR_INVALID_ARG_TYPE', name, 'number', value);
  if (!NumberIsInteger(value)) fail(validateInt32, 'ERR_OUT_OF_RANGE', name, 'an integer', value);
  if (value < min || value > max) fail(validateInt32, 'ERR_OUT_OF_RANGE', name, `>= ${min} && <= ${max}`, value);
}

function validateUint32(value, name, positive = false) {
  if (typeof value !== 'number') fail(validateUint32, 'ERR_INVALID_ARG_TYPE', name, 'number', value);
  if (!NumberIsInteger(value)) fail(validateUint32, 'ERR_OUT_OF_RANGE', name, 'an integer', value);
  const min = positive ? 1 : 0;
  if (value < min || value > 4294967295) {
    fail(validateUint32, 'ERR_OUT_OF_RANGE', name, `>= ${min} && <= 4294967295`, value);
  }
}

function validateString(value, name) {
  if (typeof value !== 'string') fail(validateString, 'ERR_INVALID_ARG_TYPE', name, 'string', value);
}

function validateStringWithoutNullBytes(value, name) {
  if (typeof value !== 'string') fail(validateStringWithoutNullBytes, 'ERR_INVALID_ARG_TYPE', name, 'string', value);
  if (StringPrototypeIncludes(value, '\u0000')) {
    fail(validateStringWithoutNullBytes, 'ERR_INVALID_ARG_VALUE', name, value, 'must be a string without null bytes');
  }
}

function validateNumber(value, name, min = undefined, max) {
  if (typeof value !== 'number') fail(validateNumber, 'ERR_INVALID_ARG_TYPE', name, 'number', value);
  if ((min != null && value < min) || (max != null && value > max) || ((min != null || max != null) && NumberIsNaN(value))) {
    fail(validateNumber, 'ERR_OUT_OF_RANGE', name,
      `${min != null ? `>= ${min}` : ''}${min != null && max != null ? ' && ' : ''}${max != null ? `<= ${max}` : ''}`, value);
  }
}

/** True for a finite number, false for undefined and NaN; anything else throws. */
function validateFiniteNumber(number, name) {
  if (number === undefined) return false;
  if (NumberIsFinite(number)) return true;
  if (NumberIsNaN(number)) return false;
  if (typeof number !== 'number') fail(validateFiniteNumber, 'ERR_INVALID_ARG_TYPE', name, 'number', number);
  fail(validateFiniteNumber, 'ERR_OUT_OF_RANGE', name, 'a finite number', number);
}

function checkRangesOrGetDefault(number, name, lower, upper, def) {
  if (!validateFiniteNumber(number, name)) return def;
  if (number < lower || number > upper) {
    fail(checkRangesOrGetDefault, 'ERR_OUT_OF_RANGE', name, `>= ${lower} and <= ${upper}`, number);
  }
  return number;
}

function validateOneOf(value, name, oneOf) {
  if (ArrayPrototypeIncludes(oneOf, value)) return;
  const allowed = [];
  for (let i = 0; i < oneOf.length; i++) allowed[i] = typeof oneOf[i] === 'string' ? `'${oneOf[i]}'` : String(oneOf[i]);
  fail(validateOneOf, 'ERR_INVALID_ARG_VALUE', name, value, `must be one of: ${ArrayPrototypeJoin(allowed, ', ')}`);
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') fail(validateBoolean, 'ERR_INVALID_ARG_TYPE', name, 'boolean', value);
}

const kValidateObjectNone = 0;
const kValidateObjectAllowNullable = 1 << 0;
const kValidateObjectAllowArray = 1 << 1;
const kValidateObjectAllowFunction = 1 << 2;
const kValidateObjectAllowObjects = kValidateObjectAllowArray | kValidateObjectAllowFunction;
const kValidateObjectAllowObjectsAndNull = kValidateObjectAllowObjects | kValidateObjectAllowNullable;

function validateObject(value, name, options = kValidateObjectNone) {
  if (value === null ? (options & kValidateObjectAllowNullable) !== 0 :
    ArrayIsArray(value) ? (options & kValidateObjectAllowArray) !== 0 :
      typeof value === 'object' || (typeof value === 'function' && (options & kValidateObjectAllowFunction) !== 0)) return;
  fail(validateObject, 'ERR_INVALID_ARG_TYPE', name, 'Object', value);
}

/** https://webidl.spec.whatwg.org/#es-dictionary */
function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    fail(validateDictionary, 'ERR_INVALID_ARG_TYPE', name, 'a dictionary', value);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!ArrayIsArray(value)) fail(validateArray, 'ERR_INVALID_ARG_TYPE', name, 'Array', value);
  if (value.length < minLength) {
    fail(validateArray, 'ERR_INVALID_ARG_VALUE', name, value, `must have a length of at least ${minLength}`);
  }
}

function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateString(value[i], `${name}[${i}]`);
}

function validateBooleanArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) validateBoolean(value[i], `${name}[${i}]`);
}

function validateAbortSignalArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++) {
    const signal = value[i];
    if (signal === undefined) fail(validateAbortSignalArray, 'ERR_INVALID_ARG_TYPE', `${name}[${i}]`, 'AbortSignal', signal);
    validateAbortSignal(signal, `${name}[${i}]`);
  }
}

/** Whether `signal` is a known signal name; throws ERR_UNKNOWN_SIGNAL otherwise. */
function validateSignalName(signal, name = 'signal') {
  validateString(signal, name);
  const { signals } = require('internal/util');
  if (ObjectPrototypeHasOwnProperty(signals, signal)) return;
  const upper = StringPrototypeToUpperCase(signal);
  if (ObjectPrototypeHasOwnProperty(signals, upper)) {
    fail(validateSignalName, 'ERR_UNKNOWN_SIGNAL', `${signal} (signals must use all capital letters)`);
  }
  fail(validateSignalName, 'ERR_UNKNOWN_SIGNAL', signal);
}

// Read when first needed: it would resolve ArrayBuffer at start.
let isView;
function validateBuffer(buffer, name = 'buffer') {
  isView ??= primordials.ArrayBufferIsView;
  if (!isView(buffer)) fail(validateBuffer, 'ERR_INVALID_ARG_TYPE', name, ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function validateEncoding(data, encoding) {
  const { length } = data;
  if (length % 2 !== 0 && require('internal/util').normalizeEncoding(encoding) === 'hex') {
    fail(validateEncoding, 'ERR_INVALID_ARG_VALUE', 'encoding', encoding, `is invalid for data of length ${length}`);
  }
}

/** The port as a number. */
function validatePort(port, name = 'Port', allowZero = true) {
  if ((typeof port !== 'number' && typeof port !== 'string') || (typeof port === 'string' && StringPrototypeTrim(port).length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF || (+port === 0 && !allowZero)) {
    fail(validatePort, 'ERR_SOCKET_BAD_PORT', name, port, allowZero);
  }
  return port | 0;
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined && (signal === null || typeof signal !== 'object' || !('aborted' in signal))) {
    fail(validateAbortSignal, 'ERR_INVALID_ARG_TYPE', name, 'AbortSignal', signal);
  }
}

function validateFunction(value, name) {
  if (typeof value !== 'function') fail(validateFunction, 'ERR_INVALID_ARG_TYPE', name, 'Function', value);
}

/** A function that is not async. */
function validatePlainFunction(value, name) {
  if (typeof value !== 'function' || require('node/util/types').isAsyncFunction(value)) {
    fail(validatePlainFunction, 'ERR_INVALID_ARG_TYPE', name, 'Function', value);
  }
}

function validateUndefined(value, name) {
  if (value !== undefined) fail(validateUndefined, 'ERR_INVALID_ARG_TYPE', name, 'undefined', value);
}

function validateUnion(value, name, union) {
  if (!ArrayPrototypeIncludes(union, value)) {
    fail(validateUnion, 'ERR_INVALID_ARG_TYPE', name, `('${ArrayPrototypeJoin(union, '|')}')`, value);
  }
}

/** The `ignore` option of fs.watch and fs.cp: a glob, a RegExp, a function, or an array of them. */
function validateIgnoreOption(value, name) {
  if (value == null) return;
  if (!ArrayIsArray(value)) return validateIgnoreOptionElement(value, name);
  for (let i = 0; i < value.length; i++) validateIgnoreOptionElement(value[i], `${name}[${i}]`);
}
function validateIgnoreOptionElement(value, name) {
  if (typeof value === 'string') {
    if (value.length === 0) fail(validateIgnoreOption, 'ERR_INVALID_ARG_VALUE', name, value, 'must be a non-empty string');
    return;
  }
  if (typeof value === 'function' || require('node/util/types').isRegExp(value)) return;
  fail(validateIgnoreOption, 'ERR_INVALID_ARG_TYPE', name, ['string', 'Function', 'RegExp'], value);
}

// Link header: <uri>; param; param="value"
const linkValue = /^<[^>]*>(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/;
const kLinkFormat = 'must be an array or string of format "</styles.css>; rel=preload; as=style"';
function validateLinkHeaderFormat(value, name) {
  if (typeof value === 'undefined' || RegExpPrototypeExec(linkValue, value) === null ||
      !StringPrototypeIncludes(value, ';')) {
    fail(validateLinkHeaderValue, 'ERR_INVALID_ARG_VALUE', name, value, kLinkFormat);
  }
}
/** The value of a Link header from a string or an array of strings. */
function validateLinkHeaderValue(hints) {
  if (typeof hints === 'string') {
    validateLinkHeaderFormat(hints, 'hints');
    return hints;
  }
  if (!ArrayIsArray(hints)) fail(validateLinkHeaderValue, 'ERR_INVALID_ARG_VALUE', 'hints', hints, kLinkFormat);
  for (let i = 0; i < hints.length; i++) validateLinkHeaderFormat(hints[i], 'hints');
  return ArrayPrototypeJoin(hints, ', ');
}

/** `this` must be an object that has `field` itself: a brand check for classes with symbol fields. */
function validateThisInternalField(object, field, className) {
  if (object === null || typeof object !== 'object' || !ObjectPrototypeHasOwnProperty(object, field)) {
    fail(validateThisInternalField, 'ERR_INVALID_THIS', className);
  }
}

module.exports = {
  checkRangesOrGetDefault,
  isInt32,
  isUint32,
  kValidateObjectAllowArray,
  kValidateObjectAllowFunction,
  kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
  kValidateObjectAllowObjectsAndNull,
  kValidateObjectNone,
  parseFileMode,
  validateAbortSignal,
  validateAbortSignalArray,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateEncoding,
  validateFiniteNumber,
  validateFunction,
  validateIgnoreOption,
  validateInt32,
  validateInteger,
  validateLinkHeaderValue,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePlainFunction,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateStringWithoutNullBytes,
  validateThisInternalField,
  validateUint32,
  validateUndefined,
  validateUnion,
};
