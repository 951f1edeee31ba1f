'use strict';
// node:path/win32: Windows paths, on any system. https://nodejs.org/api/path.html

const {
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeToLowerCase,
  StringPrototypeToUpperCase,
} = primordials;
const {
  isEitherSlash, normalizeSegments, formatWith, segmentEnd, segmentStart, extensionStart, baseOf,
} = require('internal/path/shared');
const { validateString } = require('internal/validators');

const slice = StringPrototypeSlice;
const isSeparatorAt = (path, at) => isEitherSlash(path[at]);
const isLetter = (char) => (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z');
const isDrive = (path) => path.length >= 2 && isLetter(path[0]) && path[1] === ':';

const reserved = { __proto__: null, CON: true, PRN: true, AUX: true, NUL: true };
for (const digit of ['1', '2', '3', '4', '5', '6', '7', '8', '9', '\xb9', '\xb2', '\xb3']) {
  reserved[`COM${digit}`] = reserved[`LPT${digit}`] = true;
}
const isReserved = (name) => reserved[StringPrototypeToUpperCase(name)] === true;
// Is what stands before the colon at `colon` a device such as `CON`? Without a colon the last character does not count.
const isReservedBefore = (path, colon) => isReserved(slice(path, 0, colon));

// The `\\server\share` at the start of a path: its parts and where it ends; undefined when it is incomplete.
function uncRoot(path) {
  const { length } = path;
  let at = 2;
  while (at < length && !isSeparatorAt(path, at)) at++;
  if (at === length || at === 2) return undefined;
  const server = slice(path, 2, at);
  const gap = at;
  while (at < length && isSeparatorAt(path, at)) at++;
  if (at === length || at === gap) return undefined;
  const share = at;
  while (at < length && !isSeparatorAt(path, at)) at++;
  return { server, shareStart: share, end: at, gap };
}

// The device of a path, whether it is absolute, and where its tail begins.
function splitRoot(path) {
  const { length } = path;
  if (length === 0) return { device: '', absolute: false, end: 0 };
  if (isSeparatorAt(path, 0)) {
    if (length > 1 && isSeparatorAt(path, 1)) {
      const unc = uncRoot(path);
      if (unc !== undefined) {
        if (unc.server === '.' || unc.server === '?') return { device: `\\\\${unc.server}`, absolute: true, end: 4, unc };
        return { device: `\\\\${unc.server}\\${slice(path, unc.shareStart, unc.end)}`, absolute: true, end: unc.end, unc };
      }
      // `\\` alone is a root of one character to everything but the tail's normalisation.
      return { device: '', absolute: true, end: length === 1 ? 1 : 0, incomplete: true };
    }
    return { device: '', absolute: true, end: 1 };
  }
  if (isDrive(path)) {
    const absolute = length > 2 && isSeparatorAt(path, 2);
    return { device: slice(path, 0, 2), absolute, end: absolute ? 3 : 2 };
  }
  return { device: '', absolute: false, end: 0 };
}

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let absolute = false;
    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else if (device.length === 0) {
        path = globalThis.process.cwd();
      } else {
        // Windows keeps a working directory for each drive, in variables named `=C:`.
        const { process } = globalThis;
        path = process.env[`=${device}`] || process.cwd();
        if (path === undefined || (StringPrototypeToLowerCase(slice(path, 0, 2)) !== StringPrototypeToLowerCase(device) &&
            path[2] === '\\')) path = `${device}\\`;
      }
      const root = splitRoot(path);
      if (root.device.length > 0) {
        if (device.length === 0) device = root.device;
        else if (StringPrototypeToLowerCase(root.device) !== StringPrototypeToLowerCase(device)) continue;
      }
      if (absolute) {
        if (device.length > 0) break;
      } else {
        tail = `${slice(path, root.end)}\\${tail}`;
        absolute = root.absolute;
        if (absolute && device.length > 0) break;
      }
    }
    tail = normalizeSegments(tail, !absolute, '\\', isEitherSlash);
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },

  normalize(path) {
    validateString(path, 'path');
    const { length } = path;
    if (length === 0) return '.';
    if (length === 1) return path[0] === '/' ? '\\' : path;
    const colon = StringPrototypeIndexOf(path, ':');
    const root = splitRoot(path);
    let device = root.device === '' ? undefined : root.device;
    let { end } = root;
    if (root.unc !== undefined) {
      const { server, shareStart, end: uncEnd } = root.unc;
      if (server === '.' || server === '?') {
        const name = slice(path, 4, colon + 1);
        if (isReserved(slice(name, 0, -1))) {
          device = `\\\\?\\${name}`;
          end = 4 + name.length;
        }
      } else if (uncEnd === length) {
        return `\\\\${server}\\${slice(path, shareStart)}\\`;
      }
    } else if (!root.absolute && device === undefined && colon > 0 && isReservedBefore(path, colon)) {
      device = slice(path, 0, colon + 1);
      end = colon + 1;
    }
    let tail = end < length ? normalizeSegments(slice(path, end), !root.absolute, '\\', isEitherSlash) : '';
    if (tail.length === 0 && !root.absolute) tail = '.';
    if (tail.length > 0 && isSeparatorAt(path, length - 1)) tail += '\\';
    // A relative path must not turn into a drive or a stream by losing what stood before it.
    if (!root.absolute && device === undefined && colon !== -1) {
      if (isDrive(tail)) return `.\\${tail}`;
      for (let at = colon; at !== -1; at = StringPrototypeIndexOf(path, ':', at + 1)) {
        if (at === length - 1 || isSeparatorAt(path, at + 1)) return `.\\${tail}`;
      }
    }
    if (isReservedBefore(path, colon)) return `.\\${device ?? ''}${tail}`;
    if (device === undefined) return root.absolute ? `\\${tail}` : tail;
    return root.absolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    if (path.length === 0) return false;
    return isSeparatorAt(path, 0) || (path.length > 2 && isDrive(path) && isSeparatorAt(path, 2));
  },

  join(...args) {
    let joined;
    let first;
    for (let i = 0; i < args.length; i++) {
      const part = args[i];
      validateString(part, 'path');
      if (part.length === 0) continue;
      if (joined === undefined) joined = first = part;
      else joined += `\\${part}`;
    }
    if (joined === undefined) return '.';
    // Only a first part that itself begins as `\\server` may make a UNC path.
    const unc = first.length > 2 && isSeparatorAt(first, 0) && isSeparatorAt(first, 1) && !isSeparatorAt(first, 2);
    if (!unc) {
      let slashes = 0;
      while (slashes < joined.length && isSeparatorAt(joined, slashes)) slashes++;
      const own = first.length === 2 && isSeparatorAt(first, 0) && isSeparatorAt(first, 1);
      if (slashes >= 2 || own) joined = `\\${slice(joined, slashes)}`;
    }
    // Reserved device names are left as they stand.
    const parts = StringPrototypeSplit(joined, '\\');
    for (let i = 0; i < parts.length; i++) {
      const colon = StringPrototypeIndexOf(parts[i], ':');
      if (colon !== -1 && isReservedBefore(parts[i], colon)) return StringPrototypeReplaceAll(joined, '/', '\\');
    }
    return win32.normalize(joined);
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const fromPath = win32.resolve(from);
    const toPath = win32.resolve(to);
    if (fromPath === toPath) return '';
    const fromLower = StringPrototypeToLowerCase(fromPath);
    const toLower = StringPrototypeToLowerCase(toPath);
    if (fromLower === toLower) return '';
    if (fromPath.length !== fromLower.length || toPath.length !== toLower.length) {
      return relativeBySegments(fromPath, toPath);
    }
    const fromStart = trimStart(fromLower);
    const fromEnd = trimEnd(fromLower, fromStart);
    const toStart = trimStart(toLower);
    const toEnd = trimEnd(toLower, toStart);
    const fromLength = fromEnd - fromStart;
    const toLength = toEnd - toStart;
    const shorter = fromLength < toLength ? fromLength : toLength;
    let common = -1;
    let i = 0;
    for (; i < shorter; i++) {
      const char = fromLower[fromStart + i];
      if (char !== toLower[toStart + i]) break;
      if (char === '\\') common = i;
    }
    if (i !== shorter) {
      // Different roots.
      if (common === -1) return toPath;
    } else {
      if (toLength > shorter) {
        // `from` is the whole of a parent, or a drive's root.
        if (toLower[toStart + i] === '\\') return slice(toPath, toStart + i + 1);
        if (i === 2) return slice(toPath, toStart + i);
      }
      if (fromLength > shorter) {
        if (fromLower[fromStart + i] === '\\') common = i;
        else if (i === 2) common = 3;
      }
      if (common === -1) common = 0;
    }
    let out = '';
    for (i = fromStart + common + 1; i <= fromEnd; i++) {
      if (i === fromEnd || fromLower[i] === '\\') out += out.length === 0 ? '..' : '\\..';
    }
    let rest = toStart + common;
    if (out.length > 0) return `${out}${slice(toPath, rest, toEnd)}`;
    if (toPath[rest] === '\\') rest++;
    return slice(toPath, rest, toEnd);
  },

  toNamespacedPath(path) {
    // Whatever is no string passes, for callers that hand on any argument.
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved[0] === '\\') {
      if (resolved[1] === '\\') {
        const mark = resolved[2];
        if (mark !== '?' && mark !== '.') return `\\\\?\\UNC\\${slice(resolved, 2)}`;
      }
    } else if (isDrive(resolved) && resolved[2] === '\\') {
      return `\\\\?\\${resolved}`;
    }
    return resolved;
  },

  dirname(path) {
    validateString(path, 'path');
    const { length } = path;
    if (length === 0) return '.';
    if (length === 1) return isSeparatorAt(path, 0) ? path : '.';
    const root = dirRoot(path);
    if (root === length && root > 3) return path;
    let end = length;
    while (end > root && isSeparatorAt(path, end - 1)) end--;
    while (end > root && !isSeparatorAt(path, end - 1)) end--;
    if (end > root) return slice(path, 0, end - 1);
    return root === 0 ? '.' : slice(path, 0, root);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    if (suffix !== undefined && suffix.length > 0 && suffix === path) return '';
    const from = isDrive(path) ? 2 : 0;
    const end = segmentEnd(path, from, isEitherSlash);
    const start = segmentStart(path, from, end, isEitherSlash);
    return baseOf(path, start, end, suffix);
  },

  extname(path) {
    validateString(path, 'path');
    const from = isDrive(path) ? 2 : 0;
    const end = segmentEnd(path, from, isEitherSlash);
    const start = segmentStart(path, from, end, isEitherSlash);
    return slice(path, extensionStart(path, start, end), end);
  },

  format: formatWith.bind(null, '\\'),

  parse(path) {
    validateString(path, 'path');
    const parsed = { root: '', dir: '', base: '', ext: '', name: '' };
    const { length } = path;
    if (length === 0) return parsed;
    if (length === 1) {
      if (isSeparatorAt(path, 0)) parsed.root = parsed.dir = path;
      else parsed.base = parsed.name = path;
      return parsed;
    }
    const root = dirRoot(path);
    if (root > 0) parsed.root = slice(path, 0, root);
    if (root === length && (root > 3 || isDrive(path))) {
      parsed.dir = parsed.root;
      return parsed;
    }
    const end = segmentEnd(path, root, isEitherSlash);
    const start = segmentStart(path, root, end, isEitherSlash);
    const dot = extensionStart(path, start, end);
    parsed.base = slice(path, start, end);
    parsed.name = slice(path, start, dot);
    parsed.ext = slice(path, dot, end);
    parsed.dir = start > 0 && start !== root ? slice(path, 0, start - 1) : parsed.root;
    return parsed;
  },

  matchesGlob(path, pattern) {
    return require('internal/path/glob').matchGlobPattern(path, pattern, true);
  },

  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
  _makeLong: null,
};

// The length of a path's root, with the separator after it, as dirname() and parse() see it.
function dirRoot(path) {
  if (isSeparatorAt(path, 0)) {
    if (path.length === 1 || !isSeparatorAt(path, 1)) return 1;
    const unc = uncRoot(path);
    if (unc === undefined) return 1;
    return unc.end === path.length ? unc.end : unc.end + 1;
  }
  if (!isDrive(path)) return 0;
  return path.length > 2 && isSeparatorAt(path, 2) ? 3 : 2;
}

function trimStart(path) {
  let at = 0;
  while (at < path.length && path[at] === '\\') at++;
  return at;
}

function trimEnd(path, start) {
  let end = path.length;
  while (end - 1 > start && path[end - 1] === '\\') end--;
  return end;
}

// relative() for paths whose length changes with their case, so that positions of the one mean nothing in the other.
function relativeBySegments(from, to) {
  const fromParts = StringPrototypeSplit(from, '\\');
  const toParts = StringPrototypeSplit(to, '\\');
  if (fromParts[fromParts.length - 1] === '') fromParts.length--;
  if (toParts[toParts.length - 1] === '') toParts.length--;
  const shorter = fromParts.length < toParts.length ? fromParts.length : toParts.length;
  let common = 0;
  while (common < shorter &&
      StringPrototypeToLowerCase(fromParts[common]) === StringPrototypeToLowerCase(toParts[common])) common++;
  if (common === 0) return to;
  const out = [];
  for (let i = common; i < fromParts.length; i++) ArrayPrototypePush(out, '..');
  for (let i = common; i < toParts.length; i++) ArrayPrototypePush(out, toParts[i]);
  return ArrayPrototypeJoin(out, '\\');
}

win32.win32 = win32;
win32.posix = require('node/path/posix');
win32._makeLong = win32.toNamespacedPath;

module.exports = win32;
