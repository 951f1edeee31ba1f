'use strict';
// node:punycode, deprecated: the Bootstring encoding of RFC 3492. https://nodejs.org/api/punycode.html

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSort,
  ArrayPrototypeSplice,
  MathFloor,
  RangeError,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringFromCharCode,
  StringFromCodePoint,
  StringPrototypeCharCodeAt,
  StringPrototypeLastIndexOf,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
} = primordials;

// The module is loaded by programs alone, so loading it is using it; packages' users cannot mend the packages.
{
  const { stack } = new primordials.Error();
  if (typeof stack !== 'string' || RegExpPrototypeExec(/[/\\]node_modules[/\\]/, stack) === null) {
    globalThis.process.emitWarning(
      'The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040');
  }
}

const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;
const MAX = 0x7fffffff;

const overflow = () => new RangeError('Overflow: input needs wider integers to process');

// Code points of a string; lone surrogates stand for themselves.
function ucs2decode(string) {
  const output = [];
  for (let i = 0; i < string.length; i++) {
    const unit = StringPrototypeCharCodeAt(string, i);
    if (unit >= 0xd800 && unit <= 0xdbff && i + 1 < string.length) {
      const next = StringPrototypeCharCodeAt(string, i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        ArrayPrototypePush(output, (unit - 0xd800) * 0x400 + (next - 0xdc00) + 0x10000);
        i++;
        continue;
      }
    }
    ArrayPrototypePush(output, unit);
  }
  return output;
}

const ucs2encode = (codePoints) => StringFromCodePoint(...codePoints);

function digitOf(code) {
  if (code >= 48 && code <= 57) return code - 22;
  if (code >= 65 && code <= 90) return code - 65;
  if (code >= 97 && code <= 122) return code - 97;
  return BASE;
}

const digitChar = (digit) => StringFromCharCode(digit < 26 ? digit + 97 : digit + 22);

// RFC 3492, section 6.1.
function adapt(delta, points, first) {
  delta = first ? MathFloor(delta / DAMP) : delta >> 1;
  delta += MathFloor(delta / points);
  let k = 0;
  for (; delta > ((BASE - T_MIN) * T_MAX) >> 1; k += BASE) delta = MathFloor(delta / (BASE - T_MIN));
  return MathFloor(k + (BASE - T_MIN + 1) * delta / (delta + SKEW));
}

const threshold = (k, bias) => (k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias);

// RFC 3492, section 6.2.
function decode(input) {
  const output = [];
  let basic = StringPrototypeLastIndexOf(input, '-');
  if (basic < 0) basic = 0;
  for (let j = 0; j < basic; j++) {
    const code = StringPrototypeCharCodeAt(input, j);
    if (code >= 0x80) throw new RangeError('Illegal input >= 0x80 (not a basic code point)');
    ArrayPrototypePush(output, code);
  }
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  for (let index = basic > 0 ? basic + 1 : 0; index < input.length;) {
    const before = i;
    for (let w = 1, k = BASE; ; k += BASE) {
      if (index >= input.length) throw new RangeError('Invalid input');
      const digit = digitOf(StringPrototypeCharCodeAt(input, index++));
      if (digit >= BASE) throw new RangeError('Invalid input');
      if (digit > MathFloor((MAX - i) / w)) throw overflow();
      i += digit * w;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (w > MathFloor(MAX / (BASE - t))) throw overflow();
      w *= BASE - t;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (MathFloor(i / count) > MAX - n) throw overflow();
    n += MathFloor(i / count);
    i %= count;
    ArrayPrototypeSplice(output, i++, 0, n);
  }
  return StringFromCodePoint(...output);
}

// RFC 3492, section 6.3.
function encode(input) {
  const points = ucs2decode(input);
  const { length } = points;
  let output = '';
  for (let j = 0; j < length; j++) if (points[j] < 0x80) output += StringFromCharCode(points[j]);
  const basic = output.length;
  let handled = basic;
  if (basic > 0) output += '-';
  // Each code point from the smallest up, once.
  const sorted = ArrayPrototypeSort([...points], (a, b) => a - b);
  let n = INITIAL_N;
  let delta = 0;
  let bias = INITIAL_BIAS;
  let at = 0;
  while (handled < length) {
    while (sorted[at] < n) at++;
    const m = sorted[at];
    if (m - n > MathFloor((MAX - delta) / (handled + 1))) throw overflow();
    delta += (m - n) * (handled + 1);
    n = m;
    for (let j = 0; j < length; j++) {
      if (points[j] < n && ++delta > MAX) throw overflow();
      if (points[j] !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += digitChar(t + (q - t) % (BASE - t));
        q = MathFloor((q - t) / (BASE - t));
      }
      output += digitChar(q);
      bias = adapt(delta, handled + 1, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

// Applies `convert` to each label of a domain, or to those of the part after an `@`.
function mapDomain(domain, convert) {
  const parts = StringPrototypeSplit(domain, '@');
  let prefix = '';
  if (parts.length > 1) {
    prefix = `${parts[0]}@`;
    domain = parts[1];
  }
  const labels = StringPrototypeSplit(RegExpPrototypeSymbolReplace(/[\x2e\u3002\uff0e\uff61]/g, domain, '.'), '.');
  for (let i = 0; i < labels.length; i++) labels[i] = convert(labels[i]);
  return prefix + ArrayPrototypeJoin(labels, '.');
}

function toUnicode(input) {
  return mapDomain(input, (label) => (StringPrototypeStartsWith(label, 'xn--') ?
    decode(StringPrototypeToLowerCase(StringPrototypeSlice(label, 4))) : label));
}

function toASCII(input) {
  return mapDomain(input, (label) => (RegExpPrototypeExec(/[^\0-\x7f]/, label) !== null ? `xn--${encode(label)}` : label));
}

module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode,
  toASCII,
  toUnicode,
};
