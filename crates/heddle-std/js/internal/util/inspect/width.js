// How many columns a text takes on a terminal, and removal of its control sequences.
'use strict';

const {
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeCharCodeAt,
  StringPrototypeCodePointAt,
  StringPrototypeNormalize,
  StringFromCodePoint,
} = primordials;

// CSI, OSC and the other escape sequences of ECMA-48. An OSC ends at BEL, ESC \ or 0x9c.
const ansi = new primordials.RegExp(
  '[\\u001B\\u009B][[\\]()#;?]*' +
  '(?:(?:(?:(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]+)*' +
  '|[a-zA-Z\\d]+(?:;[-a-zA-Z\\d\\/\\#&.:=?%@~_]*)*)?' +
  '(?:\\u0007|\\u001B\\u005C|\\u009C))' +
  '|(?:(?:\\d{1,4}(?:;\\d{0,4})*)?' +
  '[\\dA-PR-TZcf-nq-uy=><~]))', 'g',
);

/** https://nodejs.org/api/util.html#utilstripvtcontrolcharactersstr */
function stripVTControlCharacters(str) {
  require('internal/validators').validateString(str, 'str');
  return strip(str);
}
function strip(str) {
  // Nearly every text has none: look before replacing.
  for (let i = 0; i < str.length; i++) {
    const code = StringPrototypeCharCodeAt(str, i);
    if (code === 0x1B || code === 0x9B) {
      ansi.lastIndex = 0;
      return RegExpPrototypeSymbolReplace(ansi, str, '');
    }
  }
  return str;
}

// East Asian Wide and Fullwidth (UAX #11).
const kWide = [
  0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F,
  0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x16FF1, 0x17000, 0x18CD5,
  0x18D00, 0x18D08, 0x1AFF0, 0x1AFFE, 0x1B000, 0x1B2FB, 0x1D300, 0x1D356, 0x1D360, 0x1D376, 0x1F200, 0x1F320,
  0x20000, 0x2FFFD, 0x30000, 0x3FFFD,
];
function isWide(code) {
  if (code < 0x1100) return false;
  for (let i = 0; i < kWide.length && code >= kWide[i]; i += 2) if (code <= kWide[i + 1]) return true;
  return false;
}

let zeroWidth;
let emoji;
/** Whether a code point takes no column: controls, combining marks, format characters. */
function isZeroWidthCodePoint(code) {
  if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return true;
  if (code < 0x300) return code === 0xAD;
  zeroWidth ??= /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11FF\uD7B0-\uD7FF]$/u;
  return RegExpPrototypeExec(zeroWidth, StringFromCodePoint(code)) !== null;
}

/** The number of columns that `str` takes. */
function getStringWidth(str, removeControlChars = true) {
  let width = 0;
  let i = 0;
  for (; i < str.length; i++) {
    const code = StringPrototypeCharCodeAt(str, i);
    if (code >= 127 || code < 32) break;
    width++;
  }
  if (i === str.length) return width;

  if (removeControlChars) str = strip(str);
  str = StringPrototypeNormalize(str, 'NFC');
  width = 0;
  for (i = 0; i < str.length;) {
    const code = StringPrototypeCodePointAt(str, i);
    i += code > 0xFFFF ? 2 : 1;
    if (code < 127) {
      if (code >= 32) width++;
      continue;
    }
    emoji ??= /^\p{Emoji_Presentation}$/u;
    const isEmoji = code > 0x2300 && RegExpPrototypeExec(emoji, StringFromCodePoint(code)) !== null;
    width += isEmoji || isWide(code) ? 2 : isZeroWidthCodePoint(code) ? 0 : 1;
  }
  return width;
}

module.exports = { getStringWidth, isZeroWidthCodePoint, stripVTControlCharacters };
