// Colours for regular expressions: the colour goes around a palette with the nesting depth.
'use strict';

const { RegExpPrototypeExec, StringPrototypeIndexOf, StringPrototypeLastIndexOf, StringPrototypeSlice } = primordials;

const quantifier = /^\{(\d+)(?:(,)(\d*))?\}/;
const groupStart = /^\?(?:[:=!]|<[=!])/;
const groupName = /^\?<([^>]*)>/;
const braced = /^\\(?:u|[pP])\{([^}]*)\}/;
const namedReference = /^\\k<([^>]*)>/;
const numericEscape = /^\\(?:x[\da-fA-F]{2}|\d+)/;

/** `text` is the source with delimiters and flags, perhaps after a prefix like "R ". */
function highlightRegExp(text, palette) {
  const { colors } = require('internal/util/inspect').inspect;
  const start = StringPrototypeIndexOf(text, '/');
  const end = StringPrototypeLastIndexOf(text, '/');
  if (start === -1 || end <= start || palette.length === 0) return text;
  const source = StringPrototypeSlice(text, start + 1, end);
  let out = StringPrototypeSlice(text, 0, start);
  // The pattern is one level inside its delimiters.
  let depth = 1;
  let inClass = false;

  const write = (piece, level) => {
    const color = colors[palette[level % palette.length]];
    out += color === undefined ? piece : `\u001b[${color[0]}m${piece}\u001b[${color[1]}m`;
  };

  write('/', 0);
  for (let i = 0; i < source.length;) {
    const char = source[i];
    const rest = StringPrototypeSlice(source, i);
    let match;
    if (char === '\\') {
      // A class counts as a level for what is inside.
      const level = inClass ? depth + 1 : depth;
      if ((match = RegExpPrototypeExec(braced, rest)) !== null) {
        write(StringPrototypeSlice(rest, 0, 3), level);
        write(match[1], level + 1);
        write('}', level);
        i += match[0].length;
      } else if (!inClass && (match = RegExpPrototypeExec(namedReference, rest)) !== null) {
        write('\\k<', level + palette.length - 1);
        write(match[1], level);
        write('>', level + palette.length - 1);
        i += match[0].length;
      } else {
        match = RegExpPrototypeExec(numericEscape, rest);
        const piece = match !== null ? match[0] : StringPrototypeSlice(rest, 0, 2);
        write(piece, depth + 1);
        i += piece.length;
      }
      continue;
    }
    if (inClass) {
      if (char === ']') {
        inClass = false;
        write(char, depth);
      } else if (char === '-' && source[i - 1] !== '[' && source[i + 1] !== ']') write(char, depth + 2);
      else write(char, depth + 1);
      i++;
      continue;
    }
    i++;
    switch (char) {
      case '[':
        inClass = true;
        write(char, depth);
        break;
      case '(': {
        write(char, depth);
        const inner = StringPrototypeSlice(source, i);
        if ((match = RegExpPrototypeExec(groupStart, inner)) !== null) write(match[0], depth);
        else if ((match = RegExpPrototypeExec(groupName, inner)) !== null) {
          write('?<', depth);
          write(match[1], depth + 1);
          write('>', depth);
        } else if (inner[0] === '?') {
          write('?', depth + 1);
          i++;
        }
        if (match) i += match[0].length;
        depth++;
        break;
      }
      case ')':
        if (depth > 1) depth--;
        write(char, depth);
        break;
      case '{':
        match = RegExpPrototypeExec(quantifier, rest);
        if (match === null) {
          write(char, depth + 1);
          break;
        }
        write(char, depth);
        write(match[1], depth + 2);
        if (match[2]) write(',', depth + 1);
        if (match[3]) write(match[3], depth + 2);
        write('}', depth);
        i += match[0].length - 1;
        break;
      case '.':
        write(char, depth + 2);
        break;
      case '|': case '+': case '*': case '?': case '^': case '$': case ',':
        write(char, depth + 3);
        break;
      default:
        write(char, depth + 1);
    }
  }
  write('/', 0);
  const flags = StringPrototypeSlice(text, end + 1);
  if (flags !== '') write(flags, 1);
  return out;
}

module.exports = { highlightRegExp };
