'use strict';
// URL. https://url.spec.whatwg.org/#url-class
// Rust parses (crate `url`) and reports where the components of the normal form begin; the getters are slices of it.

const {
  NumberPrototypeToString,
  ObjectDefineProperties,
  ObjectDefineProperty,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  SymbolFor,
  SymbolToStringTag,
  Uint32Array,
} = primordials;
const { codes: { ERR_INVALID_THIS, ERR_INVALID_URL, ERR_MISSING_ARGS } } = require('internal/errors');
const { MarkedObject } = require('internal/worker/marked_object');
const { URLSearchParams, connect, getList, replaceList, serializeForm } = require('internal/url/search_params');

const inspectCustom = SymbolFor('nodejs.util.inspect.custom');
const slice = StringPrototypeSlice;

// Where op_url_parse and op_url_set report the components.
const parts = new Uint32Array(8);
const NONE = 0xffffffff;

// The parts that op_url_set knows.
const PROTOCOL = 0;
const USERNAME = 1;
const PASSWORD = 2;
const HOST = 3;
const HOSTNAME = 4;
const PORT = 5;
const PATHNAME = 6;
const SEARCH = 7;
const HASH = 8;

// One literal, so that all records have one hidden class.
function record(href) {
  return {
    href,
    schemeEnd: parts[0],
    usernameEnd: parts[1],
    hostStart: parts[2],
    hostEnd: parts[3],
    port: parts[4],
    pathStart: parts[5],
    queryStart: parts[6],
    hashStart: parts[7],
    // The search parameters have changed and `href` does not know yet.
    stale: false,
  };
}

function parse(input, base) {
  const href = ops.op_url_parse(input, base, parts);
  return href === undefined ? undefined : record(href);
}

let hasRecord;
let adopt;

class URL extends MarkedObject {
  #record;
  #searchParams = undefined;

  static {
    hasRecord = (value) => typeof value === 'object' && value !== null && #record in value;
    // A URL over a record that is parsed already; see URL.parse().
    adopt = (known) => new URL(known, adopt);
  }

  constructor(input, base = undefined) {
    super();
    if (base === adopt) {
      this.#record = input;
      return;
    }
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const known = parse(input, base);
    if (known === undefined) throw new ERR_INVALID_URL(input, base);
    this.#record = known;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    const known = parse(`${input}`, base === undefined ? undefined : `${base}`);
    return known === undefined ? null : adopt(known);
  }

  static canParse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    return ops.op_url_can_parse(`${input}`, base === undefined ? undefined : `${base}`);
  }

  static createObjectURL(obj) {
    return require('web/blob').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    require('web/blob').revokeObjectURL(`${url}`);
  }

  // The record, brought up to date first.
  #current() {
    const known = this.#record;
    if (known.stale) {
      known.stale = false;
      this.#set(SEARCH, serializeForm(getList(this.#searchParams)));
      return this.#record;
    }
    return known;
  }

  #set(part, value) {
    const href = ops.op_url_set(this.#record.href, part, value, parts);
    if (href !== undefined) this.#record = record(href);
  }

  #update(part, value) {
    this.#current();
    this.#set(part, value);
  }

  #rereadParams() {
    if (this.#searchParams === undefined) return;
    const search = this.search;
    replaceList(this.#searchParams, search === '' ? '' : slice(search, 1));
  }

  [inspectCustom](depth, options) {
    if (!hasRecord(this)) throw new ERR_INVALID_THIS('URL');
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = {};
    shown.href = this.href;
    shown.origin = this.origin;
    shown.protocol = this.protocol;
    shown.username = this.username;
    shown.password = this.password;
    shown.host = this.host;
    shown.hostname = this.hostname;
    shown.port = this.port;
    shown.pathname = this.pathname;
    shown.search = this.search;
    shown.searchParams = this.searchParams;
    shown.hash = this.hash;
    return `${this.constructor?.name || 'URL'} ${require('internal/util/inspect').inspect(shown, options)}`;
  }

  toString() {
    return this.#current().href;
  }

  get href() {
    return this.#current().href;
  }

  set href(value) {
    if (!hasRecord(this)) throw new ERR_INVALID_THIS('URL');
    value = `${value}`;
    const known = parse(value, undefined);
    if (known === undefined) throw new ERR_INVALID_URL(value);
    this.#record = known;
    this.#rereadParams();
  }

  get origin() {
    const known = this.#current();
    const { href, schemeEnd } = known;
    switch (slice(href, 0, schemeEnd)) {
      case 'http':
      case 'https':
      case 'ws':
      case 'wss':
      case 'ftp':
        return `${slice(href, 0, schemeEnd)}://${hostOf(known)}`;
      case 'blob': {
        const inner = parse(this.pathname, undefined);
        if (inner === undefined) return 'null';
        const scheme = slice(inner.href, 0, inner.schemeEnd);
        return scheme === 'http' || scheme === 'https' ? `${scheme}://${hostOf(inner)}` : 'null';
      }
      default:
        return 'null';
    }
  }

  get protocol() {
    const { href, schemeEnd } = this.#current();
    return slice(href, 0, schemeEnd + 1);
  }

  set protocol(value) {
    this.#update(PROTOCOL, `${value}`);
  }

  get username() {
    const { href, schemeEnd, usernameEnd } = this.#current();
    return usernameEnd > schemeEnd + 3 ? slice(href, schemeEnd + 3, usernameEnd) : '';
  }

  set username(value) {
    this.#update(USERNAME, `${value}`);
  }

  get password() {
    const { href, usernameEnd, hostStart } = this.#current();
    return hostStart - usernameEnd > 1 && StringPrototypeCharCodeAt(href, usernameEnd) === 58 ?
      slice(href, usernameEnd + 1, hostStart - 1) : '';
  }

  set password(value) {
    this.#update(PASSWORD, `${value}`);
  }

  get host() {
    return hostOf(this.#current());
  }

  set host(value) {
    this.#update(HOST, `${value}`);
  }

  get hostname() {
    const { href, hostStart, hostEnd } = this.#current();
    return slice(href, hostStart, hostEnd);
  }

  set hostname(value) {
    this.#update(HOSTNAME, `${value}`);
  }

  get port() {
    const { port } = this.#current();
    return port === NONE ? '' : NumberPrototypeToString(port);
  }

  set port(value) {
    this.#update(PORT, `${value}`);
  }

  get pathname() {
    const { href, pathStart, queryStart, hashStart } = this.#current();
    if (queryStart !== NONE) return slice(href, pathStart, queryStart);
    return hashStart !== NONE ? slice(href, pathStart, hashStart) : slice(href, pathStart);
  }

  set pathname(value) {
    this.#update(PATHNAME, `${value}`);
  }

  get search() {
    const { href, queryStart, hashStart } = this.#current();
    if (queryStart === NONE) return '';
    const end = hashStart === NONE ? href.length : hashStart;
    return end - queryStart <= 1 ? '' : slice(href, queryStart, end);
  }

  set search(value) {
    this.#update(SEARCH, `${value}`);
    this.#rereadParams();
  }

  get searchParams() {
    const known = this.#record;
    if (this.#searchParams === undefined) {
      const { href, queryStart, hashStart } = known;
      const query = queryStart === NONE ? '' : slice(href, queryStart + 1, hashStart === NONE ? href.length : hashStart);
      this.#searchParams = connect(query, () => { this.#record.stale = true; });
    }
    return this.#searchParams;
  }

  get hash() {
    const { href, hashStart } = this.#current();
    return hashStart === NONE || href.length - hashStart <= 1 ? '' : slice(href, hashStart);
  }

  set hash(value) {
    this.#update(HASH, `${value}`);
  }

  toJSON() {
    return this.#current().href;
  }
}

function hostOf({ href, hostStart, hostEnd, port }) {
  const hostname = slice(href, hostStart, hostEnd);
  return port === NONE ? hostname : `${hostname}:${NumberPrototypeToString(port)}`;
}

const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(URL.prototype, {
  toString: enumerable,
  href: enumerable,
  origin: enumerable,
  protocol: enumerable,
  username: enumerable,
  password: enumerable,
  host: enumerable,
  hostname: enumerable,
  port: enumerable,
  pathname: enumerable,
  search: enumerable,
  searchParams: enumerable,
  hash: enumerable,
  toJSON: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URL' },
});
ObjectDefineProperties(URL, {
  parse: enumerable,
  canParse: enumerable,
  createObjectURL: enumerable,
  revokeObjectURL: enumerable,
});

// Is it a URL of any realm or of a package that looks like one? As Node, by its shape.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

module.exports = { URL, URLSearchParams, isURL, hasRecord };
ObjectDefineProperty(module.exports, 'URLPattern', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('internal/url/pattern').URLPattern; },
});
