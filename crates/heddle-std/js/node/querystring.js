'use strict';
// node:querystring. https://nodejs.org/api/querystring.html

const {
  ArrayIsArray,
  ArrayPrototypePush,
  Int8Array,
  NumberIsFinite,
  ObjectKeys,
  RegExpPrototypeExec,
  String,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeIsWellFormed,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  decodeURIComponent,
  encodeURIComponent,
} = primordials;
const { codes: { ERR_INVALID_URI } } = require('internal/errors');

// The value of a hexadecimal digit's code, else -1.
const digits = new Int8Array(256).fill(-1);
for (let i = 0; i < 10; i++) digits[48 + i] = i;
for (let i = 0; i < 6; i++) digits[65 + i] = digits[97 + i] = 10 + i;

// Percent-decoding into bytes; what is no escape stays.
function unescapeBuffer(s, decodeSpaces) {
  const { Buffer } = require('node/buffer');
  const out = Buffer.allocUnsafe(s.length);
  let size = 0;
  for (let i = 0; i < s.length; i++) {
    const code = StringPrototypeCharCodeAt(s, i);
    if (code === 43 && decodeSpaces) {
      out[size++] = 32;
      continue;
    }
    if (code === 37 && i + 2 < s.length) {
      const high = digits[StringPrototypeCharCodeAt(s, i + 1)];
      const low = digits[StringPrototypeCharCodeAt(s, i + 2)];
      // `undefined` for codes above 255.
      if (high >= 0 && low >= 0) {
        out[size++] = high * 16 + low;
        i += 2;
        continue;
      }
    }
    out[size++] = code;
  }
  return size === out.length ? out : out.slice(0, size);
}

function unescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return `${querystring.unescapeBuffer(s, decodeSpaces)}`;
  }
}

const plain = /^[\w!'()*.~-]*$/;

function escape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : `${str}`;
  if (RegExpPrototypeExec(plain, str) !== null) return str;
  return encodeURIComponent(StringPrototypeIsWellFormed(str) ? str : pairSurrogates(str));
}

// As in Node a surrogate takes the next unit for its partner, whatever that is; at the end it is an error.
function pairSurrogates(str) {
  let out = '';
  for (let i = 0; i < str.length; i++) {
    const unit = StringPrototypeCharCodeAt(str, i);
    if (unit < 0xd800 || unit > 0xdfff) {
      out += str[i];
      continue;
    }
    if (++i === str.length) throw new ERR_INVALID_URI();
    out += StringFromCodePoint(0x10000 + ((unit & 0x3ff) << 10 | StringPrototypeCharCodeAt(str, i) & 0x3ff));
  }
  return out;
}

function stringifyPrimitive(value) {
  switch (typeof value) {
    case 'string': return value;
    case 'number': return NumberIsFinite(value) ? `${value}` : '';
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

function encodePrimitive(value, encode) {
  switch (typeof value) {
    case 'string': return value.length > 0 ? encode(value) : '';
    case 'number':
      if (!NumberIsFinite(value)) return '';
      // Small numbers hold nothing to escape, but 1e21 is written with a plus sign.
      return value < 1e21 && value > -1e21 ? `${value}` : encode(`${value}`);
    case 'bigint': return `${value}`;
    case 'boolean': return value ? 'true' : 'false';
    default: return '';
  }
}

const encodeAny = (value, encode) => encode(stringifyPrimitive(value));

function stringify(obj, sep, eq, options) {
  sep = sep || '&';
  eq = eq || '=';
  let encode = querystring.escape;
  if (options && typeof options.encodeURIComponent === 'function') encode = options.encodeURIComponent;
  const convert = encode === escape ? encodePrimitive : encodeAny;
  if (obj === null || typeof obj !== 'object') return '';
  const keys = ObjectKeys(obj);
  let fields = '';
  for (let i = 0; i < keys.length; i++) {
    const value = obj[keys[i]];
    const name = convert(keys[i], encode) + eq;
    if (ArrayIsArray(value)) {
      if (value.length === 0) continue;
      if (fields) fields += sep;
      for (let j = 0; j < value.length; j++) {
        if (j > 0) fields += sep;
        fields += name + convert(value[j], encode);
      }
    } else {
      if (fields) fields += sep;
      fields += name + convert(value, encode);
    }
  }
  return fields;
}

const escaped = /%[\da-f]{2}/i;

function addPair(obj, name, value, decode, custom) {
  if (StringPrototypeIncludes(name, '+')) name = StringPrototypeReplaceAll(name, '+', custom ? '%20' : ' ');
  if (StringPrototypeIncludes(value, '+')) value = StringPrototypeReplaceAll(value, '+', custom ? '%20' : ' ');
  if (name.length > 0 && (custom || RegExpPrototypeExec(escaped, name) !== null)) name = decodeWith(name, decode);
  if (value.length > 0 && (custom || RegExpPrototypeExec(escaped, value) !== null)) value = decodeWith(value, decode);
  const known = obj[name];
  if (known === undefined) obj[name] = value;
  else if (typeof known === 'object') ArrayPrototypePush(known, value);
  else obj[name] = [known, value];
}

function decodeWith(text, decode) {
  try {
    return decode(text);
  } catch {
    return unescape(text, true);
  }
}

function parse(qs, sep, eq, options) {
  const obj = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return obj;
  const separator = sep ? `${sep}` : '&';
  const equals = eq ? `${eq}` : '=';
  let pairs = 1000;
  if (options && typeof options.maxKeys === 'number') pairs = options.maxKeys > 0 ? options.maxKeys : Infinity;
  let decode = querystring.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decode = options.decodeURIComponent;
  const custom = decode !== unescape;
  let start = 0;
  while (start <= qs.length && pairs > 0) {
    let end = StringPrototypeIndexOf(qs, separator, start);
    if (end === -1) end = qs.length;
    if (end > start) {
      const at = StringPrototypeIndexOf(qs, equals, start);
      if (at === -1 || at + equals.length > end) addPair(obj, StringPrototypeSlice(qs, start, end), '', decode, custom);
      else {
        addPair(obj, StringPrototypeSlice(qs, start, at), StringPrototypeSlice(qs, at + equals.length, end), decode, custom);
      }
    }
    pairs--;
    start = end + separator.length;
  }
  return obj;
}

const querystring = module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
