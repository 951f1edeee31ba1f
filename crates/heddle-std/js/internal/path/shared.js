'use strict';
// What both flavours of node:path share.

const { StringPrototypeCharCodeAt, StringPrototypeEndsWith, StringPrototypeSlice } = primordials;
const { validateObject } = require('internal/validators');

const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;
const COLON = 58;

const isSlash = (code) => code === SLASH;
const isEitherSlash = (code) => code === SLASH || code === BACKSLASH;

// Resolves `.` and `..` and drops repeated separators. A `..` above the start is kept only with `allowAboveRoot`.
function normalizeSegments(path, allowAboveRoot, separator, isSeparator) {
  let result = '';
  // How much of `result` is made of segments that a `..` cannot take away.
  let locked = 0;
  let start = 0;
  const { length } = path;
  while (start <= length) {
    let end = start;
    while (end < length && !isSeparator(StringPrototypeCharCodeAt(path, end))) end++;
    const size = end - start;
    if (size === 2 && StringPrototypeCharCodeAt(path, start) === DOT && StringPrototypeCharCodeAt(path, start + 1) === DOT) {
      if (result.length > locked) {
        let cut = result.length - 1;
        const separatorCode = StringPrototypeCharCodeAt(separator, 0);
        while (cut > locked && StringPrototypeCharCodeAt(result, cut) !== separatorCode) cut--;
        result = StringPrototypeSlice(result, 0, cut);
      } else if (allowAboveRoot) {
        result += result.length > 0 ? `${separator}..` : '..';
        locked = result.length;
      }
    } else if (size > 0 && !(size === 1 && StringPrototypeCharCodeAt(path, start) === DOT)) {
      if (result.length > 0) result += separator;
      result += start === 0 && end === length ? path : StringPrototypeSlice(path, start, end);
    }
    start = end + 1;
  }
  return result;
}

// path.format(): `dir` wins over `root`, `base` over `name` and `ext`.
function formatWith(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  let { base } = pathObject;
  if (!base) {
    const { ext } = pathObject;
    const dotted = ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : '';
    base = `${pathObject.name || ''}${dotted}`;
  }
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

// The last segment of `path` from `from` on, without trailing separators: [start, end) of it.
function lastSegment(path, from, isSeparator) {
  let end = path.length;
  while (end > from && isSeparator(StringPrototypeCharCodeAt(path, end - 1))) end--;
  let start = end;
  while (start > from && !isSeparator(StringPrototypeCharCodeAt(path, start - 1))) start--;
  return { start, end };
}

// Where the extension of the segment [start, end) begins: at its last dot, but neither at its first character nor in `..`.
function extensionStart(path, start, end) {
  let dot = end - 1;
  while (dot > start && StringPrototypeCharCodeAt(path, dot) !== DOT) dot--;
  if (dot <= start) return end;
  if (dot === end - 1 && dot === start + 1 && StringPrototypeCharCodeAt(path, start) === DOT) return end;
  return dot;
}

// basename() of the segment [start, end), less `suffix` unless that is all of it.
function baseOf(path, start, end, suffix) {
  const base = StringPrototypeSlice(path, start, end);
  if (suffix === undefined || suffix.length === 0) return base;
  if (suffix.length >= base.length) {
    // Node's scan, when it runs out of name before it runs out of suffix, keeps the trailing separators.
    return suffix.length > base.length && suffix.length <= path.length && StringPrototypeEndsWith(suffix, base) ?
      StringPrototypeSlice(path, start) : base;
  }
  return StringPrototypeSlice(base, -suffix.length) === suffix ?
    StringPrototypeSlice(base, 0, base.length - suffix.length) : base;
}

module.exports = {
  DOT, SLASH, BACKSLASH, COLON,
  isSlash,
  isEitherSlash,
  normalizeSegments,
  formatWith,
  lastSegment,
  extensionStart,
  baseOf,
};
