'use strict';
// IP addresses as text. https://nodejs.org/api/net.html#netisipinput

const {
  ArrayPrototypePush, NumberParseInt, RegExpPrototypeExec, StringPrototypeIncludes, StringPrototypeIndexOf,
  StringPrototypeSlice, StringPrototypeSplit,
} = primordials;

const v4Part = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const v4 = new RegExp(`^(?:${v4Part}\\.){3}${v4Part}$`);
const group = /^[0-9a-fA-F]{1,4}$/;
const zone = /^[0-9a-zA-Z._:-]+$/;

/** The four numbers of an IPv4 address; undefined if the text is none. */
function parseV4(text) {
  if (RegExpPrototypeExec(v4, text) === null) return undefined;
  const parts = StringPrototypeSplit(text, '.');
  return [+parts[0], +parts[1], +parts[2], +parts[3]];
}

// The 16-bit groups of one side of `::`; undefined if it is wrong. Only the last may be an IPv4 address.
function groupsOf(text, mayEndInV4) {
  const groups = [];
  if (text === '') return groups;
  const parts = StringPrototypeSplit(text, ':');
  for (let i = 0; i < parts.length; i++) {
    if (mayEndInV4 && i === parts.length - 1 && StringPrototypeIncludes(parts[i], '.')) {
      const bytes = parseV4(parts[i]);
      if (bytes === undefined) return undefined;
      ArrayPrototypePush(groups, bytes[0] << 8 | bytes[1], bytes[2] << 8 | bytes[3]);
    } else if (RegExpPrototypeExec(group, parts[i]) !== null) {
      ArrayPrototypePush(groups, NumberParseInt(parts[i], 16));
    } else {
      return undefined;
    }
  }
  return groups;
}

/** The eight groups of an IPv6 address, which may have a zone; undefined if the text is none. */
function parseV6(text) {
  const percent = StringPrototypeIndexOf(text, '%');
  if (percent !== -1) {
    if (RegExpPrototypeExec(zone, StringPrototypeSlice(text, percent + 1)) === null) return undefined;
    text = StringPrototypeSlice(text, 0, percent);
  }
  const gap = StringPrototypeIndexOf(text, '::');
  if (gap === -1) {
    const groups = groupsOf(text, true);
    return groups?.length === 8 ? groups : undefined;
  }
  const head = groupsOf(StringPrototypeSlice(text, 0, gap), false);
  const tail = groupsOf(StringPrototypeSlice(text, gap + 2), true);
  if (head === undefined || tail === undefined) return undefined;
  const missing = 8 - head.length - tail.length;
  if (missing < 1) return undefined;
  for (let i = 0; i < missing; i++) ArrayPrototypePush(head, 0);
  for (let i = 0; i < tail.length; i++) ArrayPrototypePush(head, tail[i]);
  return head;
}

function isIPv4(input) {
  return RegExpPrototypeExec(v4, `${input}`) !== null;
}

function isIPv6(input) {
  return parseV6(`${input}`) !== undefined;
}

/** 4, 6, or 0 if the input is no address. */
function isIP(input) {
  if (isIPv4(input)) return 4;
  return isIPv6(input) ? 6 : 0;
}

module.exports = { isIP, isIPv4, isIPv6, parseV4, parseV6 };
