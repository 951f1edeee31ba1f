// Texts of primitives as util.inspect shows them.
'use strict';

const {
  ArrayPrototypeJoin,
  ArrayPrototypeMap,
  MathTrunc,
  NumberIsFinite,
  NumberIsNaN,
  NumberPrototypeToString,
  ObjectIs,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  RegExpPrototypeSymbolSplit,
  String,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypePadStart,
  StringPrototypeRepeat,
  StringPrototypeSlice,
  StringPrototypeToUpperCase,
  SymbolPrototypeToString,
} = primordials;

const kMinLineWidth = 16;
const needsEscape = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const escapeSingle = /[\x00-\x1f\x27\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const escapeOther = /[\x00-\x1f\x5c\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const shortEscapes = { '__proto__': null, '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\'': "\\'", '\\': '\\\\' };

/** The escape sequence of one character that is not printed as it is. */
function escapeCharacter(char) {
  const short = shortEscapes[char];
  if (short !== undefined) return short;
  const code = StringPrototypeCharCodeAt(char, 0);
  const digits = NumberPrototypeToString(code, 16);
  if (code > 0xFF) return `\\u${digits}`;
  return `\\x${StringPrototypePadStart(StringPrototypeToUpperCase(digits), 2, '0')}`;
}

/** A string literal: in single quotes, or in the kind of quotes that needs no escaping. */
function quote(str) {
  if (str.length < 5000 && RegExpPrototypeExec(needsEscape, str) === null) return `'${str}'`;
  let mark = "'";
  if (StringPrototypeIncludes(str, "'")) {
    if (!StringPrototypeIncludes(str, '"')) mark = '"';
    else if (!StringPrototypeIncludes(str, '`') && !StringPrototypeIncludes(str, '${')) mark = '`';
  }
  const pattern = mark === "'" ? escapeSingle : escapeOther;
  pattern.lastIndex = 0;
  return `${mark}${RegExpPrototypeSymbolReplace(pattern, str, escapeCharacter)}${mark}`;
}

/** Control characters, backslashes and quotes escaped, without quotes around: for symbols as keys. */
function escapeUnquoted(str) {
  escapeSingle.lastIndex = 0;
  return RegExpPrototypeSymbolReplace(escapeSingle, str, escapeCharacter);
}

function separate(digits) {
  let result = '';
  let end = digits.length;
  const start = digits[0] === '-' ? 1 : 0;
  for (; end >= start + 4; end -= 3) result = `_${StringPrototypeSlice(digits, end - 3, end)}${result}`;
  return end === digits.length ? digits : StringPrototypeSlice(digits, 0, end) + result;
}
function separateFraction(digits) {
  let result = '';
  let i = 0;
  for (; i < digits.length - 3; i += 3) result += `${StringPrototypeSlice(digits, i, i + 3)}_`;
  return i === 0 ? digits : result + StringPrototypeSlice(digits, i);
}

function formatNumber(stylize, number, numericSeparator) {
  if (!numericSeparator) return stylize(ObjectIs(number, -0) ? '-0' : `${number}`, 'number');
  const text = ObjectIs(number, -0) ? '-0' : `${number}`;
  if (!NumberIsFinite(number) || NumberIsNaN(number) || StringPrototypeIncludes(text, 'e')) return stylize(text, 'number');
  const integer = MathTrunc(number);
  if (integer === number) return stylize(separate(text), 'number');
  const point = StringPrototypeSlice(text, 0, 1) === '-' && integer === 0 ? '-0' : `${integer}`;
  return stylize(`${separate(point)}.${separateFraction(StringPrototypeSlice(text, point.length + 1))}`, 'number');
}

function formatBigInt(stylize, bigint, numericSeparator) {
  const digits = String(bigint);
  return stylize(`${numericSeparator ? separate(digits) : digits}n`, 'bigint');
}

const afterNewline = /(?<=\n)/;

/** Any primitive, with the context's limits; long texts with newlines are shown line by line. */
function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string': {
      let trailer = '';
      if (value.length > ctx.maxStringLength) {
        const remaining = value.length - ctx.maxStringLength;
        value = StringPrototypeSlice(value, 0, ctx.maxStringLength);
        trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
      }
      if (ctx.compact !== true && value.length > kMinLineWidth && value.length > ctx.breakLength - ctx.indentationLvl - 4) {
        const lines = RegExpPrototypeSymbolSplit(afterNewline, value);
        return ArrayPrototypeJoin(ArrayPrototypeMap(lines, (line) => stylize(quote(line), 'string')),
          ` +\n${StringPrototypeRepeat(' ', ctx.indentationLvl + 2)}`) + trailer;
      }
      return stylize(quote(value), 'string') + trailer;
    }
    case 'number': return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint': return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean': return stylize(`${value}`, 'boolean');
    case 'undefined': return stylize('undefined', 'undefined');
    case 'symbol': return stylize(SymbolPrototypeToString(value), 'symbol');
    default: return stylize('null', 'null');
  }
}

module.exports = { escapeUnquoted, formatBigInt, formatNumber, formatPrimitive, quote };
