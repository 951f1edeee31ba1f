'use strict';
// .env files: process.loadEnvFile and util.parseEnv.
// https://nodejs.org/api/process.html#processloadenvfilepath

const {
  ObjectKeys, RegExpPrototypeSymbolReplace, StringPrototypeCharCodeAt, StringPrototypeIndexOf,
  StringPrototypeSlice, StringPrototypeStartsWith, StringPrototypeTrim,
} = primordials;

const carriageReturns = /\r\n?/g;
const escapedNewline = /\\n/g;

/**
 * Variables of a .env file's text: `NAME=value`, `export` allowed, `#` comments, values in single, double or back
 * quotes may span lines, `\n` in double quotes is a line end.
 */
function parseEnv(content) {
  const result = {};
  let text = StringPrototypeTrim(RegExpPrototypeSymbolReplace(carriageReturns, content, '\n'));
  while (text !== '') {
    const first = text[0];
    if (first === '\n') {
      text = StringPrototypeSlice(text, 1);
      continue;
    }
    if (first === '#') {
      text = afterLine(text);
      continue;
    }
    const equal = StringPrototypeIndexOf(text, '=');
    const newline = StringPrototypeIndexOf(text, '\n');
    // A line without `=` says nothing.
    if (equal === -1 || (newline !== -1 && newline < equal)) {
      if (newline === -1) break;
      text = StringPrototypeTrim(StringPrototypeSlice(text, newline + 1));
      continue;
    }
    let key = StringPrototypeTrim(StringPrototypeSlice(text, 0, equal));
    text = StringPrototypeSlice(text, equal + 1);
    if (key === '') {
      text = afterLine(text);
      continue;
    }
    if (StringPrototypeStartsWith(key, 'export ')) key = StringPrototypeTrim(StringPrototypeSlice(key, 7));
    if (text === '' || text[0] === '\n') {
      result[key] = '';
      text = StringPrototypeSlice(text, 1);
      continue;
    }
    text = trimLineStart(text);
    const parsed = readValue(text);
    result[key] = parsed.value;
    text = parsed.rest;
  }
  return result;
}

// Without the blanks before a value; a line end stays.
function trimLineStart(text) {
  let i = 0;
  while (i < text.length) {
    const code = StringPrototypeCharCodeAt(text, i);
    if (code !== 32 && code !== 9) break;
    i++;
  }
  return StringPrototypeSlice(text, i);
}

function afterLine(text) {
  const newline = StringPrototypeIndexOf(text, '\n');
  return newline === -1 ? '' : StringPrototypeSlice(text, newline + 1);
}

function readValue(text) {
  const quote = text[0];
  if (quote === '"' || quote === "'" || quote === '`') {
    const end = StringPrototypeIndexOf(text, quote, 1);
    if (end !== -1) {
      let value = StringPrototypeSlice(text, 1, end);
      if (quote === '"') value = RegExpPrototypeSymbolReplace(escapedNewline, value, '\n');
      return { value, rest: afterLine(StringPrototypeSlice(text, end + 1)) };
    }
    // No closing quote: the rest of the line, quote included.
    const newline = StringPrototypeIndexOf(text, '\n');
    if (newline !== -1) {
      return { value: StringPrototypeSlice(text, 0, newline), rest: StringPrototypeSlice(text, newline + 1) };
    }
  }
  const newline = StringPrototypeIndexOf(text, '\n');
  let value = newline === -1 ? text : StringPrototypeSlice(text, 0, newline);
  const hash = StringPrototypeIndexOf(value, '#');
  if (hash !== -1) value = StringPrototypeSlice(value, 0, hash);
  return {
    value: StringPrototypeTrim(value),
    rest: newline === -1 ? '' : StringPrototypeSlice(text, newline + 1),
  };
}

function toFileName(path) {
  if (typeof path === 'string') return path;
  const { Buffer } = require('node/buffer');
  if (Buffer.isBuffer(path)) return path.toString();
  const { URL, fileURLToPath } = require('node/url');
  if (path instanceof URL) return fileURLToPath(path);
  const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
  throw new ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], path);
}

/** process.loadEnvFile([path]): variables that are set already keep their value. */
function loadEnvFile(path = undefined) {
  const { env } = require('node/process');
  const name = toFileName(path ?? '.env');
  const variables = parseEnv(require('node/fs').readFileSync(name, 'utf8'));
  const names = ObjectKeys(variables);
  for (let i = 0; i < names.length; i++) env[names[i]] ??= variables[names[i]];
}

module.exports = { parseEnv, loadEnvFile };
