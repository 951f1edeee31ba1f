'use strict';
// Between file: URLs and paths, and from a URL to the options of http.request().
// https://nodejs.org/api/url.html#urlfileurltopathurl-options

const {
  NumberIsNaN,
  NumberPrototypeToString,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringFromCharCode,
  StringPrototypeCharCodeAt,
  StringPrototypeEndsWith,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToUpperCase,
  decodeURIComponent,
} = primordials;
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_FILE_URL_HOST,
    ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_URL_SCHEME,
  },
} = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { URL, isURL } = require('web/url');

function fileUrlOf(value) {
  if (typeof value === 'string') value = new URL(value);
  else if (!isURL(value)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], value);
  if (value.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return value;
}

function checkPosix(url) {
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(globalThis.process.platform);
  if (RegExpPrototypeExec(/%2f/i, url.pathname) !== null) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
  }
  return url.pathname;
}

function checkWindows(url) {
  if (RegExpPrototypeExec(/%2f|%5c/i, url.pathname) !== null) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
  }
  return StringPrototypeReplaceAll(url.pathname, '/', '\\');
}

// What stands before a Windows path: `\\host` of a share; nothing, when a drive letter leads the path.
function windowsPath(url, path) {
  if (url.hostname !== '') return { prefix: `\\\\${ops.op_url_domain_to_unicode(url.hostname)}`, path };
  const letter = StringPrototypeCharCodeAt(path, 1) | 0x20;
  if (!(letter >= 97 && letter <= 122) || path[2] !== ':') throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  return { prefix: '', path: StringPrototypeSlice(path, 1) };
}

function fileURLToPath(path, options = undefined) {
  const windows = options?.windows ?? false;
  const url = fileUrlOf(path);
  if (!windows) {
    const pathname = checkPosix(url);
    return StringPrototypeIncludes(pathname, '%') ? decodeURIComponent(pathname) : pathname;
  }
  const { prefix, path: rest } = windowsPath(url, decodeURIComponent(checkWindows(url)));
  return prefix + rest;
}

// The bytes of the path as they are, even when they are no UTF-8.
function fileURLToPathBuffer(path, options = undefined) {
  const { Buffer } = require('node/buffer');
  const windows = options?.windows ?? false;
  const url = fileUrlOf(path);
  if (!windows) return Buffer.from(ops.op_url_percent_decode_bytes(checkPosix(url)));
  const { prefix, path: rest } = windowsPath(url, checkWindows(url));
  return Buffer.concat([Buffer.from(prefix), Buffer.from(ops.op_url_percent_decode_bytes(rest))]);
}

// More than the URL parser would escape by itself, as RFC 1738 calls these unsafe.
const escapes = {
  '__proto__': null,
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23', '"': '%22', '<': '%3C',
  '>': '%3E',
  '[': '%5B', ']': '%5D', '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D', '~': '%7E',
};
// Spaces and controls, which the parser would cut off the end.
for (let code = 0; code <= 32; code++) {
  escapes[StringFromCharCode(code)] ??= `%${code < 16 ? '0' : ''}${StringPrototypeToUpperCase(NumberPrototypeToString(code, 16))}`;
}
const encodePosix = (path) => RegExpPrototypeSymbolReplace(/[\0-\x20%\\?#"<>[\]^`{|}~]/g, path, (char) => escapes[char]);
const encodeWindows = (path) => RegExpPrototypeSymbolReplace(/[\0-\x20%?#"<>[\]^`{|}~]/g, path, (char) => escapes[char]);

function pathToFileURL(filepath, options = undefined) {
  const windows = options?.windows ?? false;
  validateString(filepath, 'path');
  if (windows && StringPrototypeStartsWith(filepath, '\\\\')) {
    // `\\?\C:\x`, `\\?\UNC\server\share` and `\\server\share`.
    const long = StringPrototypeStartsWith(filepath, '\\\\?\\');
    const unc = StringPrototypeStartsWith(filepath, '\\\\?\\UNC\\');
    if (long && !unc) return drivePath(StringPrototypeSlice(filepath, 4));
    const start = unc ? 8 : 2;
    const end = StringPrototypeIndexOf(filepath, '\\', start);
    if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
    if (end === 2) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
    const host = ops.op_url_domain_to_ascii(StringPrototypeSlice(filepath, start, end));
    const rest = StringPrototypeReplaceAll(StringPrototypeSlice(filepath, end), '\\', '/');
    return new URL(`file://${host}${encodeWindows(rest)}`);
  }
  const path = windows ? require('node/path/win32') : require('node/path/posix');
  let resolved = path.resolve(filepath);
  // resolve() drops the separator at the end, a URL means something by it.
  const last = filepath[filepath.length - 1];
  if ((last === '/' || (windows && last === '\\')) && !StringPrototypeEndsWith(resolved, '/')) resolved += '/';
  if (windows) return drivePath(resolved);
  return new URL(`file://${encodePosix(resolved)}`);
}

function drivePath(path) {
  return new URL(`file:///${encodeWindows(StringPrototypeReplaceAll(path, '\\', '/'))}`);
}

// The options that http.request() makes of a URL. https://nodejs.org/api/url.html#urlurltohttpoptionsurl
function urlToHttpOptions(url) {
  validateObject(url, 'url', require('internal/validators').kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? StringPrototypeSlice(hostname, 1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') {
    const number = +port;
    options.port = NumberIsNaN(number) ? port : number;
  }
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

module.exports = { fileURLToPath, fileURLToPathBuffer, pathToFileURL, urlToHttpOptions };
