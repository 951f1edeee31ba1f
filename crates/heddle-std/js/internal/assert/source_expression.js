// The text of a failed `assert(…)` call, read from the source file, for its message.
'use strict';

const {
  RegExpPrototypeExec,
  StringPrototypeSlice,
  StringPrototypeSplit,
  StringPrototypeStartsWith,
  StringPrototypeTrim,
  StringPrototypeTrimEnd,
} = primordials;

const calleeCharacter = /[\w$.?\]'"]/;

/** Index after the parenthesis that closes the one at `open`; -1 if it is not on this line. */
function findClosing(line, open) {
  let depth = 0;
  for (let i = open; i < line.length; i++) {
    const char = line[i];
    if (char === '(' || char === '[' || char === '{') depth++;
    else if (char === ')' || char === ']' || char === '}') {
      if (--depth === 0) return i + 1;
    } else if (char === "'" || char === '"' || char === '`') {
      i = skipString(line, i, char);
      if (i === -1) return -1;
    } else if (char === '/' && (line[i + 1] === '/' || line[i + 1] === '*')) {
      if (line[i + 1] === '/') return -1;
      i += 2;
      while (i < line.length && !(line[i] === '*' && line[i + 1] === '/')) i++;
      i++;
    } else if (char === '/' && RegExpPrototypeExec(/[(,=:[!&|?{};]\s*$/, StringPrototypeSlice(line, 0, i)) !== null) {
      // A regular expression may hold quotes and parentheses.
      let inClass = false;
      for (i++; i < line.length && (inClass || line[i] !== '/'); i++) {
        if (line[i] === '\\') i++;
        else if (line[i] === '[') inClass = true;
        else if (line[i] === ']') inClass = false;
      }
    }
  }
  return -1;
}

function skipString(line, start, quote) {
  for (let i = start + 1; i < line.length; i++) {
    if (line[i] === '\\') i++;
    else if (line[i] === quote) return i;
    else if (quote === '`' && line[i] === '$' && line[i + 1] === '{') {
      const end = findClosing(line, i + 1);
      if (end === -1) return -1;
      i = end - 1;
    }
  }
  return -1;
}

// `assert['ok'](…)` with the engine pointing at the name.
function isInBrackets(line, start) {
  return line[start - 1] === '[' && (line[start] === "'" || line[start] === '"') && start > 1 &&
    RegExpPrototypeExec(calleeCharacter, line[start - 2]) !== null;
}

/** The call that stands at `column` (from 0) of `line`; engines point at the callee's start, its last name, or the parenthesis. */
function callExpressionAt(line, column) {
  let start = column;
  while (start > 0 && (RegExpPrototypeExec(calleeCharacter, line[start - 1]) !== null || isInBrackets(line, start))) {
    start--;
    // `assert['ok'](…)`: go over the whole bracket.
    if (line[start] === ']') while (start > 0 && line[start] !== '[') start--;
  }
  let open = column;
  while (open < line.length && line[open] !== '(') open++;
  if (open === line.length) return undefined;
  let end = findClosing(line, open);
  // `assert.ok.call(…)` is one callee: the parenthesis found is that of the call.
  if (end === -1) end = line.length;
  return StringPrototypeTrim(StringPrototypeTrimEnd(StringPrototypeSlice(line, start, end)));
}

/** The text of the call that reached `fn`, or undefined if its source cannot be read. */
function getCallExpression(fn) {
  const { captureCallSites } = require('internal/util/call_sites');
  const { 0: site } = captureCallSites(1, fn);
  if (site === undefined) return undefined;
  let file = site.getFileName();
  const lineNumber = site.getLineNumber();
  const column = site.getColumnNumber();
  if (typeof file !== 'string' || !lineNumber || !column) return undefined;
  try {
    if (StringPrototypeStartsWith(file, 'file://')) file = require('node/url').fileURLToPath(file);
    else if (file[0] !== '/') return undefined;
    const source = require('node/fs').readFileSync(file, 'utf8');
    const line = StringPrototypeSplit(source, '\n', lineNumber)[lineNumber - 1];
    return line === undefined ? undefined : callExpressionAt(line, column - 1);
  } catch {
    // The file is gone or never was one: the message does without the source.
    return undefined;
  }
}

module.exports = { getCallExpression };
