'use strict';
// Brace expansion of shell patterns: `a{b,c}` and `{1..3}`.

const {
  ArrayPrototypePush,
  MathAbs,
  NumberPrototypeToString,
  RegExpPrototypeExec,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypePadStart,
  StringPrototypeSlice,
} = primordials;

// Patterns come from program text, but a hostile one must not eat the memory.
const MAX_EXPANSIONS = 100000;

// The position after the brace that closes the one at `open`; -1 without one.
function closingBrace(pattern, open) {
  let depth = 0;
  for (let i = open; i < pattern.length; i++) {
    if (pattern[i] === '{') depth++;
    else if (pattern[i] === '}' && --depth === 0) return i;
  }
  return -1;
}

// Splits at the commas that no inner brace encloses.
function splitCommas(body) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    const char = body[i];
    if (char === '{') depth++;
    else if (char === '}') depth--;
    else if (char === ',' && depth === 0) {
      ArrayPrototypePush(parts, StringPrototypeSlice(body, start, i));
      start = i + 1;
    }
  }
  ArrayPrototypePush(parts, StringPrototypeSlice(body, start));
  return parts;
}

// `1..5`, `5..1..2`, `01..10`, `a..e`; undefined for anything else.
function sequence(body) {
  const numeric = RegExpPrototypeExec(/^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/, body);
  const alphabetic = numeric === null ? RegExpPrototypeExec(/^([a-zA-Z])\.\.([a-zA-Z])(?:\.\.(-?\d+))?$/, body) : null;
  const match = numeric ?? alphabetic;
  if (match === null) return undefined;
  const first = numeric !== null ? +match[1] : StringPrototypeCharCodeAt(match[1], 0);
  const last = numeric !== null ? +match[2] : StringPrototypeCharCodeAt(match[2], 0);
  let step = match[3] === undefined ? 1 : MathAbs(+match[3]);
  if (step === 0) step = 1;
  const padded = numeric !== null &&
    (RegExpPrototypeExec(/^-?0\d/, match[1]) !== null || RegExpPrototypeExec(/^-?0\d/, match[2]) !== null);
  const width = match[1].length > match[2].length ? match[1].length : match[2].length;
  const items = [];
  for (let at = first; first <= last ? at <= last : at >= last; at += first <= last ? step : -step) {
    if (items.length >= MAX_EXPANSIONS) break;
    let item;
    if (numeric === null) {
      item = StringFromCharCode(at);
      if (item === '\\') item = '';
    } else {
      item = NumberPrototypeToString(at);
      if (padded && item.length < width) {
        item = at < 0 ? `-${StringPrototypePadStart(StringPrototypeSlice(item, 1), width - 1, '0')}` :
          StringPrototypePadStart(item, width, '0');
      }
    }
    ArrayPrototypePush(items, item);
  }
  return items;
}

// Every string that `pattern` stands for.
function expandBraces(pattern) {
  let open = -1;
  let close = -1;
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] !== '{') continue;
    close = closingBrace(pattern, i);
    if (close === -1) continue;
    open = i;
    break;
  }
  if (open === -1) return [pattern];
  const before = StringPrototypeSlice(pattern, 0, open);
  const body = StringPrototypeSlice(pattern, open + 1, close);
  const after = expandBraces(StringPrototypeSlice(pattern, close + 1));
  let items;
  const dollar = open > 0 && pattern[open - 1] === '$';
  const range = dollar ? undefined : sequence(body);
  if (range !== undefined) {
    items = range;
  } else {
    const parts = splitCommas(body);
    items = [];
    if (parts.length === 1 || dollar) {
      // `{a}` and `${…}` stand for themselves, yet what is inside may expand.
      const inner = dollar ? [body] : expandBraces(body);
      for (let i = 0; i < inner.length; i++) ArrayPrototypePush(items, `{${inner[i]}}`);
    } else {
      for (let i = 0; i < parts.length; i++) {
        const inner = expandBraces(parts[i]);
        for (let j = 0; j < inner.length; j++) ArrayPrototypePush(items, inner[j]);
      }
    }
  }
  const out = [];
  for (let i = 0; i < items.length; i++) {
    for (let j = 0; j < after.length; j++) {
      if (out.length >= MAX_EXPANSIONS) return out;
      ArrayPrototypePush(out, before + items[i] + after[j]);
    }
  }
  return out;
}

module.exports = { expandBraces };
