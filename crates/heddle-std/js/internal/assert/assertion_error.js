// AssertionError and the messages that show how two values differ.
// https://nodejs.org/api/assert.html#class-assertassertionerror
'use strict';

const {
  ArrayPrototypeJoin,
  ArrayPrototypeSlice,
  Error,
  ErrorCaptureStackTrace,
  NumberPOSITIVE_INFINITY,
  ObjectAssign,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  String,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeSplit,
  SymbolFor,
} = primordials;
const { isErrorStackTraceLimitWritable } = require('internal/errors');
const { isError } = require('internal/util');
const { inspect } = require('internal/util/inspect');
const { validateObject } = require('internal/validators');

const kHeaders = {
  __proto__: null,
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
};
const kMaxShortLength = 12;
const kMaxLongLength = 512;
const kMaxMarkedLength = 80;
const kMaxLines = 50;

function inspectValue(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: NumberPOSITIVE_INFINITY,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

// Stacks differ even between errors that are alike, so errors are compared without them.
function withoutStack(error) {
  const copy = ObjectAssign({ __proto__: ObjectGetPrototypeOf(error) }, error);
  const define = (key, value) => ObjectDefineProperty(copy, key, { __proto__: null, value, configurable: true, writable: true });
  define('message', error.message);
  if (ObjectPrototypeHasOwnProperty(error, 'cause')) define('cause', isErrorWithStack(error.cause) ? withoutStack(error.cause) : error.cause);
  return copy;
}
function isErrorWithStack(value) {
  return isObject(value) && 'stack' in value && isError(value);
}

const isObject = (value) => typeof value === 'object' && value !== null;

/** Whether both fit on a line and at least one is no object: then lines need not be compared. */
function isSimple(actual, actualLines, expected, expectedLines) {
  return actualLines.length === 1 && expectedLines.length === 1 && !(isObject(actual) && isObject(expected));
}

/** "1 !== 2", or one above the other with a mark under the first difference. */
function simpleDiff(actual, actualText, expected, expectedText, colors) {
  const quotes = (typeof actual === 'string' ? 2 : 0) + (typeof expected === 'string' ? 2 : 0);
  const length = actualText.length + expectedText.length;
  // 0 and -0 look equal in an expression with !==.
  if (length - quotes <= kMaxShortLength && !(actual === 0 && expected === 0)) {
    return { message: `${actualText} !== ${expectedText}`, isStacked: false };
  }
  let message = `\n${colors.green}+${colors.white} ${actualText}\n${colors.red}-${colors.white} ${expectedText}`;
  if (length <= kMaxMarkedLength && actualText !== expectedText) {
    let i = 0;
    while (actualText[i] === expectedText[i]) i++;
    // Near the beginning the difference is plain to see, and past the end there is nothing to point at.
    if (i >= 3 && i < actualText.length && i < expectedText.length) message += `\n${StringPrototypeRepeat(' ', i + 2)}^`;
  }
  return { message, isStacked: true };
}

function headerOf(operator, actual, expected) {
  const sameKind = (isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function');
  return kHeaders[operator === 'strictEqual' && sameKind ? 'strictEqualObject' : operator];
}

function createDiffMessage(actual, expected, operator, customMessage, colors) {
  if (isErrorWithStack(actual) && isErrorWithStack(expected)) {
    actual = withoutStack(actual);
    expected = withoutStack(expected);
  }
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  const actualLines = StringPrototypeSplit(actualText, '\n');
  const expectedLines = StringPrototypeSplit(expectedText, '\n');
  let header = customMessage || headerOf(operator, actual, expected);
  const legend = `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;

  if (isSimple(actual, actualLines, expected, expectedLines)) {
    const { message, isStacked } = simpleDiff(actual, actualText, expected, expectedText, colors);
    return `${header}\n${isStacked ? `${legend}\n` : '\n'}${message}\n`;
  }
  if (actualText === expectedText) {
    header = customMessage || kHeaders.notIdentical;
    return `${header}\n\n${ArrayPrototypeJoin(limitLines(actualLines), '\n')}\n`;
  }
  const { myersDiff, printMyersDiff } = require('internal/assert/myers_diff');
  const diff = myersDiff(actualLines, expectedLines, isObject(actual));
  const { message, skipped } = printMyersDiff(diff, colors, operator === 'partialDeepStrictEqual');
  return `${header}\n${legend}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

function limitLines(lines) {
  if (lines.length <= kMaxLines) return lines;
  lines = ArrayPrototypeSlice(lines, 0, 46);
  lines[46] = '...';
  return lines;
}

function cut(text, max) {
  return text.length > max ? `${StringPrototypeSlice(text, 0, max - 3)}...` : text;
}

function createMessage(actual, expected, operator, diff) {
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    const isReference = operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function');
    const base = kHeaders[isReference ? 'notStrictEqualObject' : operator];
    let lines = StringPrototypeSplit(inspectValue(actual), '\n');
    if (diff !== 'full') lines = limitLines(lines);
    if (lines.length === 1) return `${base}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
    return `${base}\n\n${ArrayPrototypeJoin(lines, '\n')}\n`;
  }
  let text = inspectValue(actual);
  let other = inspectValue(expected);
  if (operator === 'notDeepEqual' && text === other) {
    text = `${kHeaders.notDeepEqual}\n\n${text}`;
    return diff === 'full' ? text : cut(text, 1024);
  }
  if (diff !== 'full') {
    text = cut(text, kMaxLongLength);
    other = cut(other, kMaxLongLength);
  }
  if (operator === 'deepEqual') return `${kHeaders.deepEqual}\n\n${text}\n\nshould loosely deep-equal\n\n${other}`;
  if (operator === 'notDeepEqual') return `${kHeaders.notDeepEqual}\n\n${text}\n\nshould not loosely deep-equal\n\n${other}`;
  return `${text} ${operator} ${other}`;
}

// A failed assertion in a long text must not fill the screen when the error is printed.
function addEllipsis(text) {
  const lines = StringPrototypeSplit(text, '\n', 11);
  if (lines.length > 10) return `${ArrayPrototypeJoin(ArrayPrototypeSlice(lines, 0, 10), '\n')}\n...`;
  return text.length > kMaxLongLength ? `${StringPrototypeSlice(text, 0, kMaxLongLength)}...` : text;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, stackStartFunction, actual, expected, diff = 'simple' } = options;
    let text;
    if (operator === 'strictEqual' || operator === 'deepStrictEqual' || operator === 'partialDeepStrictEqual') {
      const { getColors } = require('internal/util/colors');
      text = createDiffMessage(actual, expected, operator, message == null ? undefined : String(message), getColors());
    } else if (message != null) text = String(message);
    else text = createMessage(actual, expected, operator, diff);

    // The stack is made below, with the code in its first line.
    const limit = Error.stackTraceLimit;
    const writable = isErrorStackTraceLimitWritable();
    if (writable) Error.stackTraceLimit = 0;
    super(text);
    if (writable) Error.stackTraceLimit = limit;

    this.generatedMessage = !message;
    const name = { __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true };
    ObjectDefineProperty(this, 'name', name);
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    ErrorCaptureStackTrace(this, stackStartFn || stackStartFunction);
    this.stack; // eslint-disable-line no-unused-expressions
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [SymbolFor('nodejs.util.inspect.custom')](depth, options) {
    const { actual, expected } = this;
    if (typeof actual === 'string') this.actual = addEllipsis(actual);
    if (typeof expected === 'string') this.expected = addEllipsis(expected);
    // Large structures are in the message already.
    const result = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return result;
  }
}

module.exports = AssertionError;
