// util.format: printf-like texts, as console.log prints them.
// https://nodejs.org/api/util.html#utilformatformat-args
'use strict';

const {
  JSONStringify,
  Number,
  NumberParseFloat,
  NumberParseInt,
  ObjectGetOwnPropertyDescriptor,
  ObjectGetPrototypeOf,
  ObjectPrototypeHasOwnProperty,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  SymbolToPrimitive,
} = primordials;
const { inspect, stylizeNoColor } = require('internal/util/inspect');
const { isBuiltInObject } = require('internal/util/inspect/core');
const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');

let circularMessage;
/** JSON with '[Circular]' for what cannot be written. */
function tryStringify(value) {
  try {
    return JSONStringify(value);
  } catch (error) {
    // The engine's own words for a cycle are learned from one.
    if (circularMessage === undefined) {
      const cycle = {};
      cycle.a = cycle;
      try {
        JSONStringify(cycle);
      } catch (known) {
        circularMessage = firstLine(known.message);
      }
    }
    if (error?.name === 'TypeError' && firstLine(error.message) === circularMessage) return '[Circular]';
    throw error;
  }
}
function firstLine(text) {
  const end = StringPrototypeIndexOf(text, '\n');
  return end === -1 ? text : StringPrototypeSlice(text, 0, end);
}

/** Whether String(value) says more than util.inspect: the user wrote a toString or Symbol.toPrimitive for it. */
function hasUserDefinedToString(value) {
  const details = require('internal/util/value_class').proxyDetails(value);
  if (details !== undefined) {
    if (details[0] === null) return false;
    return hasUserDefinedToString(details[0]);
  }
  return isUserDefined(value, SymbolToPrimitive) || (typeof value.toString === 'function' && isUserDefined(value, 'toString'));
}
// Whether the object itself, or a class that is not the language's own, defines `key`.
function isUserDefined(value, key) {
  let owner = value;
  while (!ObjectPrototypeHasOwnProperty(owner, key)) {
    owner = ObjectGetPrototypeOf(owner);
    if (owner === null) return false;
  }
  if (owner === value) return true;
  const descriptor = ObjectGetOwnPropertyDescriptor(owner, 'constructor');
  return descriptor === undefined || typeof descriptor.value !== 'function' || !isBuiltInObject(descriptor.value.name);
}

function formatNumberArgument(value, numericSeparator) {
  return formatNumber(stylizeNoColor, value, numericSeparator);
}

/** `%s` */
function formatString(value, options) {
  const separator = options?.numericSeparator ?? false;
  if (typeof value === 'number') return formatNumberArgument(value, separator);
  if (typeof value === 'bigint') return formatBigInt(stylizeNoColor, value, separator);
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return String(value);
  if (typeof value === 'object' && !hasUserDefinedToString(value)) {
    return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
  }
  return String(value);
}
/** The text of `args`, the first of which may hold %s, %d, %i, %f, %j, %o, %O, %c and %%. */
function formatWithOptionsInternal(options, args) {
  const first = args[0];
  const separator = options?.numericSeparator ?? false;
  if (args.length === 1) return typeof first === 'string' ? first : inspect(first, options);
  let index = 0;
  let text = '';
  let join = '';

  if (typeof first === 'string') {
    let last = 0;
    for (let i = 0; i < first.length - 1; i++) {
      if (StringPrototypeCharCodeAt(first, i) !== 37) continue; // %
      const next = StringPrototypeCharCodeAt(first, ++i);
      if (next === 37) {
        text += StringPrototypeSlice(first, last, i);
        last = i + 1;
        continue;
      }
      if (index + 1 === args.length) continue;
      let piece;
      const value = args[index + 1];
      switch (next) {
        case 115: // s
          piece = formatString(value, options);
          break;
        case 106: // j
          piece = tryStringify(value);
          break;
        case 100: // d
          if (typeof value === 'bigint') piece = formatBigInt(stylizeNoColor, value, separator);
          else if (typeof value === 'symbol') piece = 'NaN';
          else piece = formatNumberArgument(Number(value), separator);
          break;
        case 79: // O
          piece = inspect(value, options);
          break;
        case 111: // o
          piece = inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
          break;
        case 105: // i
          if (typeof value === 'bigint') piece = formatBigInt(stylizeNoColor, value, separator);
          else if (typeof value === 'symbol') piece = 'NaN';
          else piece = formatNumberArgument(NumberParseInt(value), separator);
          break;
        case 102: // f
          piece = typeof value === 'symbol' ? 'NaN' : formatNumberArgument(NumberParseFloat(value), separator);
          break;
        case 99: // c: CSS, which has no meaning here
          piece = '';
          break;
        default: // any other character is text
          continue;
      }
      if (last !== i - 1) text += StringPrototypeSlice(first, last, i - 1);
      text += piece;
      last = i + 1;
      index++;
    }
    if (last !== 0) {
      index++;
      join = ' ';
      if (last < first.length) text += StringPrototypeSlice(first, last);
    }
  }

  for (; index < args.length; index++) {
    const value = args[index];
    text += join;
    text += typeof value === 'string' ? value : inspect(value, options);
    join = ' ';
  }
  return text;
}

module.exports = { formatWithOptionsInternal };
