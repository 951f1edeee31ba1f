// MIMEType and MIMEParams.
// https://nodejs.org/api/util.html#class-utilmimetype
'use strict';

const {
  FunctionPrototypeCall,
  ObjectDefineProperty,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  SafeMap,
  StringPrototypeCharAt,
  StringPrototypeIndexOf,
  StringPrototypeSlice,
  StringPrototypeToLowerCase,
  SymbolIterator,
} = primordials;
const { codes: { ERR_INVALID_MIME_SYNTAX } } = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotedString = /[^\t\u0020-~\u0080-\u00FF]/;
const leadingSpace = /^[\r\n\t ]+/;
const trailingSpace = /[\r\n\t ]+$/;
const escapable = /["\\]/g;
const escaped = /\\(.)/gs;

const trimEnd = (text) => RegExpPrototypeSymbolReplace(trailingSpace, text, '');
const trim = (text) => trimEnd(RegExpPrototypeSymbolReplace(leadingSpace, text, ''));
const indexOfMatch = (pattern, text) => RegExpPrototypeExec(pattern, text)?.index ?? -1;

/** [type, subtype, rest after the first `;`]. https://mimesniff.spec.whatwg.org/#parse-a-mime-type */
function parseTypeAndSubtype(input) {
  const text = trim(input);
  const slash = StringPrototypeIndexOf(text, '/');
  const type = slash === -1 ? text : StringPrototypeSlice(text, 0, slash);
  const badType = indexOfMatch(notToken, type);
  if (type === '' || badType !== -1 || slash === -1) throw new ERR_INVALID_MIME_SYNTAX('type', input, badType);

  const semicolon = StringPrototypeIndexOf(text, ';', slash);
  const subtype = trimEnd(StringPrototypeSlice(text, slash + 1, semicolon === -1 ? undefined : semicolon));
  const badSubtype = indexOfMatch(notToken, subtype);
  if (subtype === '' || badSubtype !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', input, badSubtype);
  return [StringPrototypeToLowerCase(type), StringPrototypeToLowerCase(subtype),
    semicolon === -1 ? '' : StringPrototypeSlice(text, semicolon + 1)];
}

/** The end of a quoted string that begins at `start`, and its value. */
function readQuoted(text, start) {
  let end = start + 1;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  const raw = StringPrototypeSlice(text, start + 1, end);
  return { end: end + 1, value: RegExpPrototypeSymbolReplace(escaped, raw, '$1') };
}

function parseParameters(text, map) {
  let position = 0;
  while (position < text.length) {
    while (position < text.length && RegExpPrototypeExec(leadingSpace, StringPrototypeCharAt(text, position)) !== null) position++;
    const nameStart = position;
    while (position < text.length && text[position] !== ';' && text[position] !== '=') position++;
    const name = StringPrototypeToLowerCase(StringPrototypeSlice(text, nameStart, position));
    if (text[position] !== '=') {
      // A name without a value says nothing.
      position++;
      continue;
    }
    position++;
    let value;
    const isQuoted = text[position] === '"';
    if (isQuoted) {
      const quoted = readQuoted(text, position);
      value = quoted.value;
      position = quoted.end;
      while (position < text.length && text[position] !== ';') position++;
    } else {
      const end = StringPrototypeIndexOf(text, ';', position);
      value = trimEnd(StringPrototypeSlice(text, position, end === -1 ? undefined : end));
      position = end === -1 ? text.length : end;
    }
    position++;
    if (name !== '' && (value !== '' || isQuoted) && indexOfMatch(notToken, name) === -1 &&
        indexOfMatch(notQuotedString, value) === -1 && !map.has(name)) map.set(name, value);
  }
}

function encodeValue(value) {
  if (value === '') return '""';
  if (indexOfMatch(notToken, value) === -1) return value;
  return `"${RegExpPrototypeSymbolReplace(escapable, value, '\\$&')}"`;
}

let fill;

class MIMEParams {
  #source = '';
  #map;

  // Most programs only look at the type: the parameters are parsed when asked for.
  #data() {
    if (this.#map === undefined) {
      this.#map = new SafeMap();
      parseParameters(this.#source, this.#map);
    }
    return this.#map;
  }

  delete(name) {
    this.#data().delete(`${name}`);
  }

  get(name) {
    const value = this.#data().get(`${name}`);
    return value === undefined ? null : value;
  }

  has(name) {
    return this.#data().has(`${name}`);
  }

  set(name, value) {
    const map = this.#data();
    name = `${name}`;
    value = `${value}`;
    const badName = indexOfMatch(notToken, name);
    if (name === '' || badName !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter name', name, badName);
    const badValue = indexOfMatch(notQuotedString, value);
    if (badValue !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, badValue);
    map.set(name, value);
  }

  *entries() {
    yield* this.#data().entries();
  }

  *keys() {
    yield* this.#data().keys();
  }

  *values() {
    yield* this.#data().values();
  }

  toString() {
    let text = '';
    this.#data().forEach((value, name) => {
      text += `${text === '' ? '' : ';'}${name}=${encodeValue(value)}`;
    });
    return text;
  }

  static {
    fill = (params, source) => { params.#source = source; };
  }
}
const hidden = { __proto__: null, writable: true, enumerable: false, configurable: true };
ObjectDefineProperty(MIMEParams.prototype, SymbolIterator, { ...hidden, value: MIMEParams.prototype.entries });
ObjectDefineProperty(MIMEParams.prototype, 'toJSON', { ...hidden, value: MIMEParams.prototype.toString });

class MIMEType {
  #type;
  #subtype;
  #params = new MIMEParams();

  constructor(input) {
    const { 0: type, 1: subtype, 2: parameters } = parseTypeAndSubtype(`${input}`);
    this.#type = type;
    this.#subtype = subtype;
    fill(this.#params, parameters);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    const bad = indexOfMatch(notToken, value);
    if (value === '' || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('type', value, bad);
    this.#type = StringPrototypeToLowerCase(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    const bad = indexOfMatch(notToken, value);
    if (value === '' || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX('subtype', value, bad);
    this.#subtype = StringPrototypeToLowerCase(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#params;
  }

  toString() {
    const parameters = FunctionPrototypeCall(MIMEParams.prototype.toString, this.#params);
    return `${this.#type}/${this.#subtype}${parameters === '' ? '' : `;${parameters}`}`;
  }
}
ObjectDefineProperty(MIMEType.prototype, 'toJSON', { ...hidden, value: MIMEType.prototype.toString });

module.exports = { MIMEParams, MIMEType };
