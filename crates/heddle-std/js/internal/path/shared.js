'use strict';
// What both flavours of node:path share. Hot loops read characters by index, which the engine inlines and no program
// can change, and cut strings as rarely as they can.

const { StringPrototypeEndsWith, StringPrototypeSlice } = primordials;

const isSlash = (char) => char === '/';
const isEitherSlash = (char) => char === '/' || char === '\\';

// Resolves `.` and `..` and drops repeated separators. A `..` above the start is kept only with `allowAboveRoot`.
function normalizeSegments(path, allowAboveRoot, separator, isSeparator) {
  const { length } = path;
  // The segments kept so far, as positions: starts and ends in turns. An end of -1 is a `..` above the start.
  const kept = [];
  let count = 0;
  for (let start = 0; start <= length;) {
    let end = start;
    while (end < length && !isSeparator(path[end])) end++;
    const size = end - start;
    if (size === 2 && path[start] === '.' && path[start + 1] === '.') {
      if (count > 0 && kept[count - 1] !== -1) {
        count -= 2;
      } else if (allowAboveRoot) {
        kept[count++] = start;
        kept[count++] = -1;
      }
    } else if (size > 0 && !(size === 1 && path[start] === '.')) {
      kept[count++] = start;
      kept[count++] = end;
    }
    start = end + 1;
  }
  let result = '';
  for (let i = 0; i < count;) {
    const from = kept[i];
    let to = kept[i + 1];
    if (i > 0) result += separator;
    i += 2;
    if (to === -1) {
      result += '..';
      continue;
    }
    // Neighbours in the path that are parted by the right separator are cut out in one piece.
    while (i < count && kept[i] === to + 1 && kept[i + 1] !== -1 && path[to] === separator) {
      to = kept[i + 1];
      i += 2;
    }
    result += from === 0 && to === length ? path : StringPrototypeSlice(path, from, to);
  }
  return result;
}

// path.format(): `dir` wins over `root`, `base` over `name` and `ext`.
function formatWith(separator, pathObject) {
  require('internal/validators').validateObject(pathObject, 'pathObject');
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

// The end of the last segment of `path`, trailing separators left out; no less than `from`.
function segmentEnd(path, from, isSeparator) {
  let end = path.length;
  while (end > from && isSeparator(path[end - 1])) end--;
  return end;
}

// The start of the segment that ends at `end`.
function segmentStart(path, from, end, isSeparator) {
  let start = end;
  while (start > from && !isSeparator(path[start - 1])) start--;
  return start;
}

// Where the extension of the segment [start, end) begins: at its last dot, but neither at its first character nor in `..`.
function extensionStart(path, start, end) {
  let dot = end - 1;
  while (dot > start && path[dot] !== '.') dot--;
  if (dot <= start) return end;
  if (dot === end - 1 && dot === start + 1 && path[start] === '.') return end;
  return dot;
}

// basename() of the segment [start, end), less `suffix` unless that is all of it.
function baseOf(path, start, end, suffix) {
  if (suffix === undefined || suffix.length === 0) return StringPrototypeSlice(path, start, end);
  const size = end - start;
  const { length } = suffix;
  if (length >= size) {
    // Node's scan, when it runs out of name before it runs out of suffix, keeps the trailing separators.
    const base = StringPrototypeSlice(path, start, end);
    return length > size && length <= path.length && StringPrototypeEndsWith(suffix, base) ?
      StringPrototypeSlice(path, start) : base;
  }
  for (let i = 1; i <= length; i++) {
    if (path[end - i] !== suffix[length - i]) return StringPrototypeSlice(path, start, end);
  }
  return StringPrototypeSlice(path, start, end - length);
}

module.exports = {
  isSlash,
  isEitherSlash,
  normalizeSegments,
  formatWith,
  segmentEnd,
  segmentStart,
  extensionStart,
  baseOf,
};
