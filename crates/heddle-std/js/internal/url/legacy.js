'use strict';
// The legacy Url class of node:url: parse and format. https://nodejs.org/api/url.html#legacy-url-api

const {
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeSet,
  StringPrototypeCharCodeAt,
  StringPrototypeIncludes,
  StringPrototypeIndexOf,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeStartsWith,
  StringPrototypeToLowerCase,
  decodeURIComponent,
  encodeURIComponent,
} = primordials;
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_URL } } = require('internal/errors');
const { validateString } = require('internal/validators');
const querystring = require('node/querystring');

// Schemes in both spellings, since objects may be filled in by hand.
const both = (...names) => {
  const set = new SafeSet();
  for (let i = 0; i < names.length; i++) {
    set.add(names[i]);
    set.add(`${names[i]}:`);
  }
  return set;
};
const scriptProtocols = both('javascript');
const slashedProtocols = both('http', 'https', 'ftp', 'gopher', 'file', 'ws', 'wss');

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

// Turns backslashes before the query into slashes and cuts white space off both ends.
function tidy(url) {
  // Not ECMAScript's trim: controls go too, other blanks stay.
  url = RegExpPrototypeSymbolReplace(/^[\0-\x20\xa0\ufeff]+|[\0-\x20\xa0\ufeff]+$/g, url, '');
  const query = RegExpPrototypeExec(/[?#]/, url);
  const end = query === null ? url.length : query.index;
  if (!StringPrototypeIncludes(url, '\\')) return url;
  return StringPrototypeReplaceAll(StringPrototypeSlice(url, 0, end), '\\', '/') + StringPrototypeSlice(url, end);
}

const escapes = {
  '__proto__': null,
  '\t': '%09', '\n': '%0A', '\r': '%0D', ' ': '%20', '"': '%22', "'": '%27', '<': '%3C', '>': '%3E', '\\': '%5C',
  '^': '%5E', '`': '%60', '{': '%7B', '|': '%7C', '}': '%7D',
};
const escapeUnsafe = (text) => RegExpPrototypeSymbolReplace(/[\t\n\r "'<>\\^`{|}]/g, text, (char) => escapes[char]);

// Where the authority at the start of `rest` ends, and its last `@` (-1 without one).
function authorityEnd(rest) {
  let at = -1;
  // The first character that no host may hold.
  let foreign = -1;
  for (let i = 0; i < rest.length; i++) {
    const char = rest[i];
    if (char === '@') {
      at = i;
      foreign = -1;
    } else if (char === '#' || char === '/' || char === '?') {
      return { at, end: foreign === -1 ? i : foreign };
    } else if (foreign === -1 && StringPrototypeIncludes(' "%\';<>\\^`{|}', char)) {
      foreign = i;
    }
  }
  return { at, end: foreign === -1 ? rest.length : foreign };
}

const isBracketed = (hostname) => hostname[0] === '[' && hostname[hostname.length - 1] === ']';

// Takes auth, host and port off `rest`; what follows them is returned.
function parseAuthority(self, rest, url) {
  // As the WHATWG parser does, tabs and line ends are left out.
  const stop = RegExpPrototypeExec(/[#/?]/, rest);
  const cut = stop === null ? rest.length : stop.index;
  rest = RegExpPrototypeSymbolReplace(/[\t\n\r]/g, StringPrototypeSlice(rest, 0, cut), '') + StringPrototypeSlice(rest, cut);
  const { at, end } = authorityEnd(rest);
  if (at !== -1) self.auth = decodeURIComponent(StringPrototypeSlice(rest, 0, at));
  self.host = StringPrototypeSlice(rest, at + 1, end);
  rest = StringPrototypeSlice(rest, end);
  self.parseHost();
  if (typeof self.hostname !== 'string') self.hostname = '';
  const { hostname } = self;
  const bracketed = isBracketed(hostname);
  if (!bracketed) {
    const wrong = RegExpPrototypeExec(/[/\\#?:]/, hostname);
    if (wrong !== null) {
      // A second colon means a port that is none.
      if (wrong[0] === ':') throw new ERR_INVALID_ARG_VALUE('url', 'Invalid port in url', url);
      self.hostname = StringPrototypeSlice(hostname, 0, wrong.index);
      rest = `/${StringPrototypeSlice(hostname, wrong.index)}${rest}`;
    }
  }
  self.hostname = self.hostname.length > 255 ? '' : StringPrototypeToLowerCase(self.hostname);
  if (self.hostname !== '') {
    if (bracketed) {
      if (RegExpPrototypeExec(/[\0\t\n\r #%/<>?@\\^|]/, self.hostname) !== null) throw new ERR_INVALID_URL(url);
    } else {
      self.hostname = ops.op_url_domain_to_ascii_lenient(self.hostname);
      // Normalisation must not have smuggled anything in.
      if (self.hostname === '' || RegExpPrototypeExec(/[\0\t\n\r #%/:<>?@[\\\]^|]/, self.hostname) !== null) {
        throw new ERR_INVALID_URL(url);
      }
    }
  }
  self.host = `${self.hostname}${self.port ? `:${self.port}` : ''}`;
  if (bracketed) {
    self.hostname = StringPrototypeSlice(self.hostname, 1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = tidy(url);

  // The common case of http.request: a path, perhaps with a query.
  if (!slashesDenoteHost && RegExpPrototypeExec(/#|^[^?]*@/, rest) === null) {
    const simple = RegExpPrototypeExec(/^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/, rest);
    if (simple !== null) {
      this.path = this.href = rest;
      this.pathname = simple[1];
      if (simple[2] !== undefined) {
        this.search = simple[2];
        this.query = StringPrototypeSlice(simple[2], 1);
        if (parseQueryString) this.query = querystring.parse(this.query);
      } else if (parseQueryString) {
        this.search = null;
        this.query = { __proto__: null };
      }
      return this;
    }
  }

  const scheme = RegExpPrototypeExec(/^[a-z0-9.+-]+:/i, rest);
  let protocol;
  if (scheme !== null) {
    this.protocol = protocol = StringPrototypeToLowerCase(scheme[0]);
    rest = StringPrototypeSlice(rest, scheme[0].length);
  }
  const script = scriptProtocols.has(protocol);
  let slashes = false;
  if (slashesDenoteHost || scheme !== null || RegExpPrototypeExec(/^\/\/[^@/]+@[^@/]+/, rest) !== null) {
    slashes = StringPrototypeStartsWith(rest, '//');
    if (slashes && !script) {
      rest = StringPrototypeSlice(rest, 2);
      this.slashes = true;
    }
  }
  if (!script && (slashes || (scheme !== null && !slashedProtocols.has(scheme[0])))) rest = parseAuthority(this, rest, url);
  if (!script) rest = escapeUnsafe(rest);

  const hash = StringPrototypeIndexOf(rest, '#');
  if (hash !== -1) {
    this.hash = StringPrototypeSlice(rest, hash);
    rest = StringPrototypeSlice(rest, 0, hash);
  }
  const question = StringPrototypeIndexOf(rest, '?');
  if (question !== -1) {
    this.search = StringPrototypeSlice(rest, question);
    this.query = StringPrototypeSlice(rest, question + 1);
    if (parseQueryString) this.query = querystring.parse(this.query);
    rest = StringPrototypeSlice(rest, 0, question);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  if (rest !== '') this.pathname = rest;
  if (slashedProtocols.has(protocol) && this.hostname && !this.pathname) this.pathname = '/';
  if (this.pathname || this.search) this.path = `${this.pathname || ''}${this.search || ''}`;
  this.href = this.format();
  return this;
};

// Splits `host` into hostname and port.
Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const port = RegExpPrototypeExec(/:[0-9]*$/, host);
  if (port !== null) {
    if (port[0] !== ':') this.port = StringPrototypeSlice(port[0], 1);
    host = StringPrototypeSlice(host, 0, host.length - port[0].length);
  }
  if (host) this.hostname = host;
};

Url.prototype.format = function format() {
  let auth = this.auth || '';
  if (auth) auth = `${StringPrototypeReplaceAll(encodeURIComponent(auth), '%3A', ':')}@`;
  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    const { hostname } = this;
    host = auth + (StringPrototypeIncludes(hostname, ':') && !isBracketed(hostname) ? `[${hostname}]` : hostname);
    if (this.port) host += `:${this.port}`;
  }
  const query = this.query !== null && typeof this.query === 'object' ? querystring.stringify(this.query) : '';
  let search = this.search || (query && `?${query}`) || '';
  if (protocol && StringPrototypeCharCodeAt(protocol, protocol.length - 1) !== 58) protocol += ':';
  pathname = RegExpPrototypeSymbolReplace(/[#?]/g, pathname, (char) => (char === '#' ? '%23' : '%3F'));
  if (this.slashes || slashedProtocols.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (StringPrototypeStartsWith(protocol, 'file')) {
      host = '//';
    }
  }
  search = StringPrototypeReplaceAll(search, '#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

Url.prototype.resolveObject = function resolveObject(relative) {
  const { resolveLegacy } = require('internal/url/legacy_resolve');
  return resolveLegacy(this, relative);
};

let warned = false;
// Once, and not about packages: those who see the warning cannot mend them.
function warnParse() {
  if (warned) return;
  const { stack } = new primordials.Error();
  if (typeof stack === 'string' && RegExpPrototypeExec(/[/\\]node_modules[/\\]/, stack) !== null) return;
  warned = true;
  globalThis.process.emitWarning(
    '`url.parse()` behavior is not standardized and prone to errors that have security implications. Use the WHATWG ' +
    'URL API instead. CVEs are not issued for `url.parse()` vulnerabilities.', 'DeprecationWarning', 'DEP0169');
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  warnParse();
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

function urlFormat(urlObject, options) {
  if (typeof urlObject === 'string') {
    urlObject = urlParse(urlObject);
  } else if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  } else if (require('web/url').hasRecord(urlObject)) {
    return formatURL(urlObject, options);
  }
  return Url.prototype.format.call(urlObject);
}

// url.format(URL[, options])
function formatURL(url, options) {
  let fragment = true;
  let unicode = false;
  let search = true;
  let auth = true;
  if (options) {
    require('internal/validators').validateObject(options, 'options');
    if (options.fragment != null) fragment = Boolean(options.fragment);
    if (options.unicode != null) unicode = Boolean(options.unicode);
    if (options.search != null) search = Boolean(options.search);
    if (options.auth != null) auth = Boolean(options.auth);
  }
  return ops.op_url_format(url.href, fragment, unicode, search, auth);
}

const urlResolve = (source, relative) => urlParse(source, false, true).resolve(relative);
const urlResolveObject = (source, relative) => (source ? urlParse(source, false, true).resolveObject(relative) : relative);

module.exports = { Url, urlParse, urlFormat, urlResolve, urlResolveObject, slashedProtocols, scriptProtocols };
