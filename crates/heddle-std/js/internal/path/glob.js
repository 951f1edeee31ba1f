'use strict';
// Shell patterns (`*`, `?`, `[…]`, `**`, `{…}`, `@(…)` and its kind) against paths: path.matchesGlob() and fs.glob().
// https://nodejs.org/api/path.html#pathmatchesglobpath-pattern

const {
  ArrayPrototypeIncludes,
  ArrayPrototypeJoin,
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSplice,
  RegExp,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolSplit,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  Symbol,
} = primordials;
const { validateString } = require('internal/validators');

// A `**` segment: any number of directories.
const GLOBSTAR = Symbol('**');

const posixClasses = {
  '__proto__': null,
  'alnum': '\\p{L}\\p{Nl}\\p{Nd}', 'alpha': '\\p{L}\\p{Nl}', 'ascii': '\\x00-\\x7f', 'blank': '\\p{Zs}\\t',
  'cntrl': '\\p{Cc}', 'digit': '\\p{Nd}', 'lower': '\\p{Ll}', 'print': '\\P{C}', 'punct': '\\p{P}',
  'space': '\\p{Z}\\t\\r\\n\\v\\f', 'upper': '\\p{Lu}', 'word': '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}', 'xdigit': 'A-Fa-f0-9',
};
const specials = '^$\\.*+?()[]{}|/-';
const escape = (char) => (StringPrototypeIndexOf(specials, char) === -1 ? char : `\\${char}`);

// The bracket expression at `at`: its regular expression and where it ends; undefined when it never closes.
function bracket(segment, at) {
  let i = at + 1;
  let negated = false;
  if (segment[i] === '!' || segment[i] === '^') {
    negated = true;
    i++;
  }
  const first = i;
  let body = '';
  // The start of a range that waits for its end.
  let rangeStart;
  for (; i < segment.length; i++) {
    const char = segment[i];
    if (char === ']' && i > first) {
      if (rangeStart !== undefined) body += `${escape(rangeStart)}\\-`;
      // Nothing but impossible ranges such as `[z-a]`: matches nothing.
      if (body === '') return { source: negated ? '[^/]' : '$.', end: i + 1 };
      return { source: negated ? `(?!/)[^${body}]` : `(?!/)[${body}]`, end: i + 1 };
    }
    if (char === '[' && segment[i + 1] === ':') {
      const close = StringPrototypeIndexOf(segment, ':]', i + 2);
      const name = close === -1 ? undefined : posixClasses[StringPrototypeSlice(segment, i + 2, close)];
      if (name !== undefined) {
        if (rangeStart !== undefined) return { source: '$.', end: segment.length };
        body += name;
        i = close + 1;
        continue;
      }
    }
    if (rangeStart !== undefined) {
      if (char > rangeStart) body += `${escape(rangeStart)}-${escape(char)}`;
      else if (char === rangeStart) body += escape(char);
      rangeStart = undefined;
      continue;
    }
    if (segment[i + 1] === '-' && segment[i + 2] !== ']') {
      rangeStart = char;
      i++;
      continue;
    }
    body += escape(char);
  }
  return undefined;
}

// The extglob group at `at` (`@(a|b)`): its alternatives and where it ends; undefined when it never closes.
function group(segment, at) {
  const alternatives = [];
  let depth = 0;
  let start = at + 2;
  let inBracket = -1;
  for (let i = at + 1; i < segment.length; i++) {
    const char = segment[i];
    if (inBracket > i) continue;
    if (char === '[') {
      const found = bracket(segment, i);
      if (found !== undefined) inBracket = found.end;
    } else if (char === '(') {
      if (i === at + 1 || isGroupMark(segment[i - 1])) depth++;
    } else if (char === '|' && depth === 1) {
      ArrayPrototypePush(alternatives, StringPrototypeSlice(segment, start, i));
      start = i + 1;
    } else if (char === ')' && --depth === 0) {
      ArrayPrototypePush(alternatives, StringPrototypeSlice(segment, start, i));
      return { alternatives, end: i + 1 };
    }
  }
  return undefined;
}

const isGroupMark = (char) => char === '!' || char === '?' || char === '*' || char === '+' || char === '@';

// The regular expression source of a segment. `state.magic` becomes true when it is more than literal text.
// `atStart`: at the beginning of a name, where only a written dot matches a dot. `rest`: the source after it.
function translate(segment, state, atStart, rest) {
  let source = '';
  let i = 0;
  while (i < segment.length) {
    const char = segment[i];
    const guard = atStart && i === 0 && !state.dot ? '(?!\\.)' : '';
    if (isGroupMark(char) && segment[i + 1] === '(') {
      const found = group(segment, i);
      if (found !== undefined) {
        state.magic = true;
        const start = atStart && i === 0;
        const tail = StringPrototypeSlice(segment, found.end);
        const bodies = [];
        if (char === '!') {
          // What follows belongs to what is refused: `!(a)b` is no name `ab`.
          const after = translate(tail, state, false, rest);
          for (let j = 0; j < found.alternatives.length; j++) {
            ArrayPrototypePush(bodies, `${translate(found.alternatives[j], state, start, after)}${after}`);
          }
          source += `(?:(?!(?:${ArrayPrototypeJoin(bodies, '|')})$)${guard}[^/]*?)`;
        } else {
          const after = tail === '' ? rest : translate(tail, state, false, rest);
          for (let j = 0; j < found.alternatives.length; j++) {
            ArrayPrototypePush(bodies, translate(found.alternatives[j], state, start, after));
          }
          source += `(?:${ArrayPrototypeJoin(bodies, '|')})${char === '@' ? '' : char}`;
        }
        i = found.end;
        // After a group that may match nothing the name's beginning is still ahead.
        continue;
      }
    }
    if (char === '*') {
      state.magic = true;
      let end = i + 1;
      while (segment[end] === '*' && segment[end + 1] !== '(') end++;
      source += `${guard}${atStart && i === 0 && end === segment.length && rest === '' ? '[^/]+?' : '[^/]*?'}`;
      i = end;
    } else if (char === '?') {
      state.magic = true;
      source += `${guard}[^/]`;
      i++;
    } else if (char === '[') {
      const found = bracket(segment, i);
      if (found === undefined) {
        source += '\\[';
        i++;
      } else {
        state.magic = true;
        source += guard + found.source;
        i = found.end;
      }
    } else {
      source += escape(char);
      i++;
    }
  }
  return source;
}

// A segment as what matches it: a string, GLOBSTAR or a regular expression.
function compileSegment(segment, options) {
  if (segment === '**') return GLOBSTAR;
  if (segment === '') return '';
  const state = { magic: false, dot: options.dot };
  const source = translate(segment, state, true, '');
  if (!state.magic) {
    if (!options.nocase) return segment;
    return new RegExp(`^${source}$`, 'iu');
  }
  // Nothing but a name in full stands for `.` and `..`.
  return new RegExp(`^(?!\\.{1,2}$)${source}$`, options.nocase ? 'iu' : 'u');
}

function splitPath(path, windows) {
  const parts = RegExpPrototypeSymbolSplit(/\/+/, path);
  // `//server` begins with two slashes.
  if (windows && RegExpPrototypeExec(/^\/\/[^/]/, path) !== null) return ['', ...parts];
  return parts;
}

const isName = (part) => part !== undefined && part !== '' && part !== '.' && part !== '..' && part !== '**';

// Takes `.`, empty parts and `name/..` out of the parts of a path or pattern, and doubled `**`.
function simplify(parts) {
  for (let i = 1; i < parts.length - 1; i++) {
    if (i === 1 && parts[1] === '' && parts[0] === '') continue;
    if (parts[i] === '.' || parts[i] === '') {
      ArrayPrototypeSplice(parts, i, 1);
      i--;
    }
  }
  if (parts[0] === '.' && parts.length === 2 && (parts[1] === '.' || parts[1] === '')) parts.length = 1;
  for (let i = 1; i < parts.length; i++) {
    if (parts[i] === '..' && isName(parts[i - 1])) {
      ArrayPrototypeSplice(parts, i - 1, 2);
      i = i - 2 < 0 ? 0 : i - 2;
    } else if (parts[i] === '**' && parts[i - 1] === '**') {
      ArrayPrototypeSplice(parts, i, 1);
      i--;
    }
  }
  return parts.length === 0 ? [''] : parts;
}

// `**/..` is the parent of any directory: the two ways to read it.
function splitGlobstarParents(parts) {
  for (let i = 0; i + 1 < parts.length; i++) {
    if (parts[i] !== '**' || parts[i + 1] !== '..') continue;
    const without = [...ArrayPrototypeSlice(parts, 0, i), ...ArrayPrototypeSlice(parts, i + 1)];
    const inside = [...ArrayPrototypeSlice(parts, 0, i), '**', ...ArrayPrototypeSlice(parts, i + 2)];
    return [...splitGlobstarParents(without), ...splitGlobstarParents(inside)];
  }
  return [parts];
}

function matchPart(matcher, part) {
  return typeof matcher === 'string' ? matcher === part : RegExpPrototypeExec(matcher, part) !== null;
}

function matchFrom(file, f, pattern, p, dot) {
  for (; f < file.length && p < pattern.length; f++, p++) {
    if (pattern[p] === GLOBSTAR) {
      if (p === pattern.length - 1) {
        // Takes all the rest but hidden names.
        for (; f < file.length; f++) {
          if (file[f] === '.' || file[f] === '..' || (!dot && file[f][0] === '.')) return false;
        }
        return true;
      }
      for (; f < file.length; f++) {
        if (matchFrom(file, f, pattern, p + 1, dot)) return true;
        if (file[f] === '.' || file[f] === '..' || (!dot && file[f][0] === '.')) return false;
      }
      return false;
    }
    if (!matchPart(pattern[p], file[f])) return false;
  }
  if (f === file.length) return p === pattern.length;
  // The pattern is used up: what is left may be one trailing slash.
  return f === file.length - 1 && file[f] === '';
}

// A function that tells whether a path matches `pattern`.
// options: windows (backslashes separate in the path too), nocase, dot (wildcards match leading dots).
function compileGlob(pattern, options) {
  const { expandBraces } = require('internal/path/braces');
  const { windows = false, nocase = false, dot = false } = options;
  // As in Node a backslash never escapes in a pattern.
  const expanded = expandBraces(StringPrototypeReplaceAll(pattern, '\\', '/'));
  const patterns = [];
  const seen = [];
  for (let i = 0; i < expanded.length; i++) {
    const sets = splitGlobstarParents(splitPath(expanded[i], windows));
    for (let j = 0; j < sets.length; j++) {
      const parts = simplify(sets[j]);
      const key = ArrayPrototypeJoin(parts, '/');
      if (ArrayPrototypeIncludes(seen, key)) continue;
      ArrayPrototypePush(seen, key);
      const compiled = [];
      for (let k = 0; k < parts.length; k++) {
        const windowsRoot = windows && k === 0 && RegExpPrototypeExec(/^[a-z]:$/i, parts[k]) !== null;
        ArrayPrototypePush(compiled, compileSegment(parts[k], { nocase: nocase || windowsRoot, dot }));
      }
      ArrayPrototypePush(patterns, compiled);
    }
  }
  return function matches(path) {
    if (pattern === '') return path === '';
    if (windows) path = StringPrototypeReplaceAll(path, '\\', '/');
    const file = simplify(splitPath(path, windows));
    for (let i = 0; i < patterns.length; i++) {
      if (matchFrom(file, 0, patterns[i], 0, dot)) return true;
    }
    return false;
  };
}

function matchGlobPattern(path, pattern, windows) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return compileGlob(pattern, { windows })(path);
}

module.exports = { GLOBSTAR, compileGlob, compileSegment, matchGlobPattern, splitPath };
