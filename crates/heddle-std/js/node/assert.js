// node:assert. https://nodejs.org/api/assert.html
'use strict';

const {
  ArrayPrototypeIndexOf,
  ArrayPrototypeJoin,
  ArrayPrototypeSlice,
  NumberIsNaN,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectIs,
  RegExpPrototypeExec,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
} = primordials;
const {
  codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { isError } = require('internal/util');
const { format, inspect } = require('internal/util/inspect');
const AssertionError = require('internal/assert/assertion_error');

const comparisons = () => require('internal/util/comparisons');
const throwing = () => require('internal/assert/throws');

/**
 * Turns the user's trailing arguments into a message: an error is thrown as it is, a string may be followed by values for its
 * placeholders, a function makes the message when it is needed. Undefined: AssertionError makes its own.
 */
function resolveMessage(message, actual, expected) {
  const first = message[0];
  if (isError(first)) {
    if (message.length > 1) {
      throw new ERR_AMBIGUOUS_ARGUMENT('message',
        `The error message was passed as error object "${first}" has trailing arguments that would be ignored.`);
    }
    throw first;
  }
  if (typeof first === 'string') return message.length > 1 ? format(...message) : first;
  if (typeof first !== 'function') throw new ERR_INVALID_ARG_TYPE('message', ['string', 'function'], first);
  if (message.length > 1) {
    throw new ERR_AMBIGUOUS_ARGUMENT('message',
      `The error message with function "${first.name || 'anonymous'}" has trailing arguments that would be ignored.`);
  }
  try {
    const text = first(actual, expected);
    return typeof text === 'string' ? text : undefined;
  } catch {
    // A message that cannot be made must not hide the failed assertion.
    return undefined;
  }
}

function fail(options) {
  const { actual, expected, message } = options;
  throw new AssertionError({ ...options, message: message.length === 0 ? undefined : resolveMessage(message, actual, expected) });
}

function requireTwo(length) {
  if (length < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

function checkOk(fn, argumentCount, value, message, diff) {
  if (value) return;
  let generatedMessage = false;
  let text;
  if (argumentCount === 0) {
    generatedMessage = true;
    text = 'No value argument passed to `assert.ok()`';
  } else if (message.length === 0 || message[0] == null) {
    generatedMessage = true;
    const { getCallExpression } = require('internal/assert/source_expression');
    const expression = getCallExpression(fn);
    if (expression !== undefined) text = `The expression evaluated to a falsy value:\n\n  ${expression}\n`;
  } else text = resolveMessage(message, value, true);
  const error = new AssertionError({ actual: value, expected: true, message: text, operator: '==', stackStartFn: fn, diff });
  error.generatedMessage = generatedMessage;
  throw error;
}

function checkMatch(fn, string, regexp, message, diff) {
  if (!require('node/util/types').isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  const shouldMatch = fn.name === 'match';
  if (typeof string === 'string' && (RegExpPrototypeExec(regexp, string) !== null) === shouldMatch) return;
  const generatedMessage = message.length === 0;
  let text;
  if (message[0]) text = resolveMessage(message, string, regexp);
  else if (typeof string !== 'string') {
    text = `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
  } else {
    text = `The input ${shouldMatch ? 'did not match' : 'was expected to not match'} the regular expression ` +
      `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  }
  const error = new AssertionError({ actual: string, expected: regexp, message: text, operator: fn.name, stackStartFn: fn, diff });
  error.generatedMessage = generatedMessage;
  throw error;
}

// The frames of both errors, without those that they share.
function joinStacks(error, original) {
  if (typeof original.stack !== 'string' || original.stack === '') return;
  const framesStart = StringPrototypeIndexOf(original.stack, '\n    at');
  if (framesStart === -1) return;
  const originalFrames = StringPrototypeSplit(StringPrototypeSlice(original.stack, framesStart + 1), '\n');
  let frames = StringPrototypeSplit(error.stack, '\n');
  for (let i = 0; i < originalFrames.length; i++) {
    const position = ArrayPrototypeIndexOf(frames, originalFrames[i]);
    if (position !== -1) {
      frames = ArrayPrototypeSlice(frames, 0, position);
      break;
    }
  }
  const stack = `${ArrayPrototypeJoin(frames, '\n')}\n${ArrayPrototypeJoin(originalFrames, '\n')}`;
  ObjectDefineProperty(error, 'stack', { __proto__: null, value: stack, writable: true, enumerable: false, configurable: true });
}

/**
 * A set of assertions with options of its own. https://nodejs.org/api/assert.html#class-assertassert
 * The functions of node:assert are its methods, called without an instance.
 */
function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  const { diff, skipPrototype = false, strict = true } = options ?? {};
  if (diff !== undefined) require('internal/validators').validateOneOf(diff, 'options.diff', ['simple', 'full']);
  instances.set(this, { diff: diff ?? 'simple', skipPrototype });
  this.AssertionError = AssertionError;
  if (strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}
const instances = new primordials.SafeWeakMap();
const kDefaults = { __proto__: null, diff: 'simple', skipPrototype: false };
function optionsOf(self) {
  return (self !== null && typeof self === 'object' ? instances.get(self) : undefined) ?? kDefaults;
}

/* eslint-disable eqeqeq */
const methods = {
  fail(message) {
    if (isError(message)) throw message;
    const internal = message === undefined;
    const error = new AssertionError({
      operator: 'fail', stackStartFn: methods.fail, message: internal ? 'Failed' : message, diff: optionsOf(this).diff,
    });
    if (internal) error.generatedMessage = true;
    throw error;
  },

  ok(...args) {
    checkOk(methods.ok, args.length, args[0], ArrayPrototypeSlice(args, 1), optionsOf(this).diff);
  },

  equal(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (actual != expected && (!NumberIsNaN(actual) || !NumberIsNaN(expected))) {
      fail({ actual, expected, message, operator: '==', stackStartFn: methods.equal, diff: optionsOf(this).diff });
    }
  },

  notEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (actual == expected || (NumberIsNaN(actual) && NumberIsNaN(expected))) {
      fail({ actual, expected, message, operator: '!=', stackStartFn: methods.notEqual, diff: optionsOf(this).diff });
    }
  },

  deepEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (!comparisons().isDeepEqual(actual, expected)) {
      fail({ actual, expected, message, operator: 'deepEqual', stackStartFn: methods.deepEqual, diff: optionsOf(this).diff });
    }
  },

  notDeepEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (comparisons().isDeepEqual(actual, expected)) {
      fail({ actual, expected, message, operator: 'notDeepEqual', stackStartFn: methods.notDeepEqual, diff: optionsOf(this).diff });
    }
  },

  deepStrictEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    const { diff, skipPrototype } = optionsOf(this);
    if (!comparisons().isDeepStrictEqual(actual, expected, skipPrototype)) {
      fail({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: methods.deepStrictEqual, diff });
    }
  },

  notDeepStrictEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    const { diff, skipPrototype } = optionsOf(this);
    if (comparisons().isDeepStrictEqual(actual, expected, skipPrototype)) {
      fail({ actual, expected, message, operator: 'notDeepStrictEqual', stackStartFn: methods.notDeepStrictEqual, diff });
    }
  },

  strictEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (!ObjectIs(actual, expected)) {
      fail({ actual, expected, message, operator: 'strictEqual', stackStartFn: methods.strictEqual, diff: optionsOf(this).diff });
    }
  },

  notStrictEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (ObjectIs(actual, expected)) {
      fail({ actual, expected, message, operator: 'notStrictEqual', stackStartFn: methods.notStrictEqual, diff: optionsOf(this).diff });
    }
  },

  partialDeepStrictEqual(actual, expected, ...message) {
    requireTwo(arguments.length);
    if (!comparisons().isPartialStrictEqual(actual, expected)) {
      fail({
        actual, expected, message, operator: 'partialDeepStrictEqual', stackStartFn: methods.partialDeepStrictEqual, diff: optionsOf(this).diff,
      });
    }
  },

  throws(fn, ...args) {
    const { expectsError, getActual } = throwing();
    expectsError({ fn: methods.throws, fail, diff: optionsOf(this).diff }, getActual(fn), args);
  },

  async rejects(promiseFn, ...args) {
    const { expectsError, waitForActual } = throwing();
    expectsError({ fn: methods.rejects, fail, diff: optionsOf(this).diff }, await waitForActual(promiseFn), args);
  },

  doesNotThrow(fn, error, message) {
    const { expectsNoError, getActual } = throwing();
    expectsNoError({ fn: methods.doesNotThrow, diff: optionsOf(this).diff }, getActual(fn), error, message);
  },

  async doesNotReject(fn, error, message) {
    const { expectsNoError, waitForActual } = throwing();
    expectsNoError({ fn: methods.doesNotReject, diff: optionsOf(this).diff }, await waitForActual(fn), error, message);
  },

  ifError(value) {
    if (value === null || value === undefined) return;
    let message = 'ifError got unwanted exception: ';
    if (typeof value === 'object' && typeof value.message === 'string') {
      message += value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
    } else message += inspect(value);
    const error = new AssertionError({
      actual: value, expected: null, operator: 'ifError', message, stackStartFn: methods.ifError, diff: optionsOf(this).diff,
    });
    if (isError(value)) joinStacks(error, value);
    throw error;
  },

  match(string, regexp, ...message) {
    checkMatch(methods.match, string, regexp, message, optionsOf(this).diff);
  },

  doesNotMatch(string, regexp, ...message) {
    checkMatch(methods.doesNotMatch, string, regexp, message, optionsOf(this).diff);
  },
};
/* eslint-enable eqeqeq */
for (const name in methods) {
  ObjectDefineProperty(Assert.prototype, name, { __proto__: null, value: methods[name], writable: true, enumerable: true, configurable: true });
}

/** Fails unless its first argument is truthy. */
function assert(...args) {
  checkOk(assert, args.length, args[0], ArrayPrototypeSlice(args, 1), 'simple');
}
function strict(...args) {
  checkOk(strict, args.length, args[0], ArrayPrototypeSlice(args, 1), 'simple');
}

ObjectAssign(assert, {
  AssertionError,
  ok: methods.ok,
  fail: methods.fail,
  equal: methods.equal,
  notEqual: methods.notEqual,
  deepEqual: methods.deepEqual,
  notDeepEqual: methods.notDeepEqual,
  deepStrictEqual: methods.deepStrictEqual,
  notDeepStrictEqual: methods.notDeepStrictEqual,
  strictEqual: methods.strictEqual,
  notStrictEqual: methods.notStrictEqual,
  partialDeepStrictEqual: methods.partialDeepStrictEqual,
  match: methods.match,
  doesNotMatch: methods.doesNotMatch,
  throws: methods.throws,
  rejects: methods.rejects,
  doesNotThrow: methods.doesNotThrow,
  doesNotReject: methods.doesNotReject,
  ifError: methods.ifError,
});
/** The strict variant: https://nodejs.org/api/assert.html#strict-assertion-mode */
assert.strict = ObjectAssign(strict, assert, {
  equal: methods.strictEqual,
  deepEqual: methods.deepStrictEqual,
  notEqual: methods.notStrictEqual,
  notDeepEqual: methods.notDeepStrictEqual,
});
assert.Assert = Assert;
strict.Assert = Assert;
strict.strict = strict;

module.exports = assert;
