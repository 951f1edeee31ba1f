// How assert.throws, doesNotThrow, rejects and doesNotReject judge what was thrown.
// https://nodejs.org/api/assert.html#assertthrowsfn-error-message
'use strict';

const {
  ArrayPrototypePush,
  Error,
  ObjectKeys,
  ObjectPrototypeIsPrototypeOf,
  ReflectApply,
  RegExpPrototypeExec,
  String,
} = primordials;
const { codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE } } =
  require('internal/errors');
const { isError } = require('internal/util');
const { inspect } = require('internal/util/inspect');
const { isPromise, isRegExp } = require('node/util/types');
const { validateFunction } = require('internal/validators');
const AssertionError = require('internal/assert/assertion_error');

/** What stands for "nothing was thrown", which undefined cannot. */
const kNoException = { __proto__: null };

// The fields that are compared, so that the message shows only them.
class Comparison {
  constructor(object, keys, actual) {
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (!(key in object)) continue;
      const matches = actual !== undefined && typeof actual[key] === 'string' && isRegExp(object[key]) &&
        RegExpPrototypeExec(object[key], actual[key]) !== null;
      this[key] = matches ? actual[key] : object[key];
    }
  }
}

function compareKey(context, actual, expected, key, message, keys) {
  const { isDeepStrictEqual } = require('internal/util/comparisons');
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  const { diff, fail, fn } = context;
  if (message) fail({ actual, expected, message: [message], operator: fn.name, stackStartFn: fn, diff });
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: fn,
    diff,
  });
  error.actual = actual;
  error.expected = expected;
  error.operator = fn.name;
  throw error;
}

function expectException(context, actual, expected, message) {
  const { diff, fn } = context;
  let generatedMessage = false;

  if (typeof expected !== 'function') {
    if (isRegExp(expected)) {
      const text = String(actual);
      if (RegExpPrototypeExec(expected, text) !== null) return;
      if (!message) {
        generatedMessage = true;
        message = `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
      }
    } else if (typeof actual !== 'object' || actual === null) {
      const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: fn, diff });
      error.operator = fn.name;
      throw error;
    } else {
      const keys = ObjectKeys(expected);
      // These are not enumerable in errors.
      if (isError(expected)) ArrayPrototypePush(keys, 'name', 'message');
      else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
      for (let i = 0; i < keys.length; i++) {
        const key = keys[i];
        if (typeof actual[key] === 'string' && isRegExp(expected[key]) && RegExpPrototypeExec(expected[key], actual[key]) !== null) continue;
        compareKey(context, actual, expected, key, message, keys);
      }
      return;
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) return;
  else if (ObjectPrototypeIsPrototypeOf(Error, expected)) {
    if (!message) {
      generatedMessage = true;
      message = `The error is expected to be an instance of "${expected.name}". Received ` +
        `"${isError(actual) ? actual.name : inspect(actual, { depth: -1 })}"`;
      if (isError(actual)) message += `\n\nError message:\n\n${actual.message}`;
    }
  } else {
    const result = ReflectApply(expected, {}, [actual]);
    if (result === true) return;
    if (!message) {
      generatedMessage = true;
      message = `The ${expected.name ? `"${expected.name}" ` : ''}validation function is expected to return "true". ` +
        `Received ${inspect(result)}`;
      if (isError(actual)) message += `\n\nCaught error:\n\n${actual}`;
    }
  }
  const error = new AssertionError({ actual, expected, message, operator: fn.name, stackStartFn: fn, diff });
  error.generatedMessage = generatedMessage;
  throw error;
}

function getActual(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNoException;
}

function isPromiseLike(value) {
  // A thenable that only resolves is not enough: rejections must be observable.
  return isPromise(value) || (value !== null && typeof value === 'object' && typeof value.then === 'function' &&
    typeof value.catch === 'function');
}

async function waitForActual(promiseFn) {
  let promise;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (isPromiseLike(promiseFn)) promise = promiseFn;
  else throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNoException;
}

const kExpectedTypes = ['Object', 'Error', 'Function', 'RegExp'];

/** `args` is [error, message], as the user gave them. */
function expectsError(context, actual, args) {
  let { 0: error, 1: message } = args;
  if (typeof error === 'string') {
    if (args.length === 2) throw new ERR_INVALID_ARG_TYPE('error', kExpectedTypes, error);
    if (typeof actual === 'object' && actual !== null && actual !== kNoException) {
      if (actual.message === error) {
        throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error message "${actual.message}" is identical to the message.`);
      }
    } else if (actual === error) {
      throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', kExpectedTypes, error);
  }

  if (actual === kNoException) {
    const { diff, fn } = context;
    const details = `${error?.name ? ` (${error.name})` : ''}${message ? `: ${message}` : '.'}`;
    const failure = new AssertionError({
      actual: undefined,
      expected: error,
      operator: fn.name,
      message: `Missing expected ${fn.name === 'rejects' ? 'rejection' : 'exception'}${details}`,
      stackStartFn: fn,
      diff,
    });
    failure.generatedMessage = false;
    throw failure;
  }
  if (error) expectException(context, actual, error, message);
}

function hasMatchingError(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return RegExpPrototypeExec(expected, String(actual)) !== null;
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (ObjectPrototypeIsPrototypeOf(Error, expected)) return false;
  return ReflectApply(expected, {}, [actual]) === true;
}

function expectsNoError(context, actual, error, message) {
  if (actual === kNoException) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !hasMatchingError(actual, error)) throw actual;
  const { diff, fn } = context;
  const failure = new AssertionError({
    actual,
    expected: error,
    operator: fn.name,
    message: `Got unwanted ${fn.name === 'doesNotReject' ? 'rejection' : 'exception'}${message ? `: ${message}` : '.'}\n` +
      `Actual message: "${actual?.message}"`,
    stackStartFn: fn,
    diff,
  });
  failure.generatedMessage = false;
  throw failure;
}

module.exports = { expectsError, expectsNoError, getActual, waitForActual };
