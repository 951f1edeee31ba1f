'use strict';
// node:path/posix. https://nodejs.org/api/path.html

const { ObjectDefineProperty, StringPrototypeSlice } = primordials;
const {
  isSlash, normalizeSegments, formatWith, segmentEnd, segmentStart, extensionStart, baseOf,
} = require('internal/path/shared');

// Only what is wrong needs the module.
const validators = () => require('internal/validators');

const isAbsolutePath = (path) => path.length > 0 && path[0] === '/';

const posix = {
  resolve(...args) {
    let resolved = '';
    let absolute = false;
    for (let i = args.length - 1; i >= 0 && !absolute; i--) {
      const path = args[i];
      if (typeof path !== 'string') validators().validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
      resolved = resolved.length === 0 ? path : `${path}/${resolved}`;
      absolute = isAbsolutePath(path);
    }
    if (!absolute) {
      const cwd = globalThis.process.cwd();
      resolved = resolved.length === 0 ? cwd : `${cwd}/${resolved}`;
      absolute = isAbsolutePath(cwd);
    }
    const normal = normalizeSegments(resolved, !absolute, '/', isSlash);
    if (absolute) return `/${normal}`;
    return normal.length > 0 ? normal : '.';
  },

  normalize(path) {
    if (typeof path !== 'string') validators().validateString(path, 'path');
    if (path.length === 0) return '.';
    const absolute = isAbsolutePath(path);
    const trailing = path[path.length - 1] === '/';
    let normal = normalizeSegments(path, !absolute, '/', isSlash);
    if (normal.length === 0) {
      if (absolute) return '/';
      return trailing ? './' : '.';
    }
    if (trailing) normal += '/';
    return absolute ? `/${normal}` : normal;
  },

  isAbsolute(path) {
    if (typeof path !== 'string') validators().validateString(path, 'path');
    return isAbsolutePath(path);
  },

  join(...args) {
    let joined = '';
    for (let i = 0; i < args.length; i++) {
      const part = args[i];
      if (typeof part !== 'string') validators().validateString(part, 'path');
      if (part.length > 0) joined = joined.length === 0 ? part : `${joined}/${part}`;
    }
    return joined.length === 0 ? '.' : posix.normalize(joined);
  },

  relative(from, to) {
    if (typeof from !== 'string') validators().validateString(from, 'from');
    if (typeof to !== 'string') validators().validateString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';
    // Both are normal and absolute: only the root ends in a slash. Find the end of the last common segment.
    let common = 0;
    let i = 1;
    const shorter = from.length < to.length ? from.length : to.length;
    for (; i < shorter; i++) {
      const char = from[i];
      if (char !== to[i]) break;
      if (char === '/') common = i;
    }
    if (i === shorter) {
      if (to.length > from.length) {
        if (from.length === 1 || to[i] === '/') common = from.length === 1 ? 0 : i;
      } else if (to.length < from.length) {
        if (to.length === 1 || from[i] === '/') common = to.length === 1 ? 0 : i;
      }
    }
    let out = '';
    // One `..` for each segment of `from` after the common part.
    for (let at = common; at < from.length; at++) {
      if (from[at] === '/' && at + 1 < from.length) out += out.length === 0 ? '..' : '/..';
    }
    if (out.length > 0) return `${out}${to.length === 1 ? '' : StringPrototypeSlice(to, common)}`;
    return StringPrototypeSlice(to, common + 1);
  },

  toNamespacedPath(path) {
    return path;
  },

  dirname(path) {
    if (typeof path !== 'string') validators().validateString(path, 'path');
    if (path.length === 0) return '.';
    const end = segmentEnd(path, 0, isSlash);
    const start = segmentStart(path, 0, end, isSlash);
    if (end === 0) return '/';
    if (start === 0) return '.';
    // Only the slash next to the last segment goes; a path of one segment below the root keeps its `//`.
    const cut = start - 1;
    if (cut === 0) return '/';
    return cut === 1 && path[0] === '/' ? '//' : StringPrototypeSlice(path, 0, cut);
  },

  basename(path, suffix) {
    if (suffix !== undefined && typeof suffix !== 'string') validators().validateString(suffix, 'suffix');
    if (typeof path !== 'string') validators().validateString(path, 'path');
    // A path that is the suffix as a whole has no name left.
    if (suffix !== undefined && suffix.length > 0 && suffix === path) return '';
    const end = segmentEnd(path, 0, isSlash);
    const start = segmentStart(path, 0, end, isSlash);
    return baseOf(path, start, end, suffix);
  },

  extname(path) {
    if (typeof path !== 'string') validators().validateString(path, 'path');
    const end = segmentEnd(path, 0, isSlash);
    const start = segmentStart(path, 0, end, isSlash);
    return StringPrototypeSlice(path, extensionStart(path, start, end), end);
  },

  format: formatWith.bind(null, '/'),

  parse(path) {
    if (typeof path !== 'string') validators().validateString(path, 'path');
    const parsed = { root: '', dir: '', base: '', ext: '', name: '' };
    if (path.length === 0) return parsed;
    const absolute = isAbsolutePath(path);
    const end = segmentEnd(path, absolute ? 1 : 0, isSlash);
    const start = segmentStart(path, absolute ? 1 : 0, end, isSlash);
    if (absolute) parsed.root = '/';
    let dot = extensionStart(path, start, end);
    // Node takes the second dot of `/..` for an extension.
    if (absolute && start === 1 && end === 3 && path[1] === '.' && path[2] === '.') dot = 2;
    parsed.base = StringPrototypeSlice(path, start, end);
    parsed.name = StringPrototypeSlice(path, start, dot);
    parsed.ext = StringPrototypeSlice(path, dot, end);
    if (start > 0 && start - 1 > (absolute ? 0 : -1)) parsed.dir = StringPrototypeSlice(path, 0, start - 1);
    else if (absolute) parsed.dir = '/';
    return parsed;
  },

  matchesGlob(path, pattern) {
    return require('internal/path/glob').matchGlobPattern(path, pattern, false);
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
  _makeLong: null,
};
posix.posix = posix;
posix._makeLong = posix.toNamespacedPath;
// Few programs ask for the other flavour.
ObjectDefineProperty(posix, 'win32', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('node/path/win32'); },
  set(value) {
    ObjectDefineProperty(posix, 'win32', { __proto__: null, value, configurable: true, enumerable: true, writable: true });
  },
});

module.exports = posix;
