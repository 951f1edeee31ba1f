'use strict';
// URLSearchParams. https://url.spec.whatwg.org/#interface-urlsearchparams

const {
  ArrayPrototypePush,
  ArrayPrototypeSlice,
  ArrayPrototypeSort,
  ArrayPrototypeSplice,
  FunctionPrototypeCall,
  IteratorPrototype,
  ObjectDefineProperties,
  RegExpPrototypeExec,
  RegExpPrototypeSymbolReplace,
  StringPrototypeIncludes,
  StringPrototypeReplaceAll,
  StringPrototypeSlice,
  StringPrototypeToWellFormed,
  SymbolFor,
  SymbolIterator,
  SymbolToStringTag,
  decodeURIComponent,
  encodeURIComponent,
} = primordials;
const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { MarkedObject } = require('internal/worker/marked_object');

const inspectCustom = SymbolFor('nodejs.util.inspect.custom');
const toUSVString = (value) => StringPrototypeToWellFormed(`${value}`);

// Percent-decoding that leaves alone what is no escape and takes ill-formed UTF-8 as U+FFFD. `part` is well-formed.
function decodePart(part) {
  if (StringPrototypeIncludes(part, '+')) part = StringPrototypeReplaceAll(part, '+', ' ');
  if (!StringPrototypeIncludes(part, '%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return ops.op_url_percent_decode(part);
  }
}

// https://url.spec.whatwg.org/#concept-urlencoded-parser: names and values in turns.
function parseForm(text) {
  const list = [];
  const { length } = text;
  // The hot loop reads single characters by index, which the engine inlines, and cuts once for each part.
  for (let start = 0; start < length;) {
    let end = start;
    let equals = -1;
    let coded = false;
    for (; end < length; end++) {
      const char = text[end];
      if (char === '&') break;
      if (char === '=') {
        if (equals === -1) equals = end;
      } else if (char === '%' || char === '+') {
        coded = true;
      }
    }
    if (end > start) {
      let name = StringPrototypeSlice(text, start, equals === -1 ? end : equals);
      let value = equals === -1 ? '' : StringPrototypeSlice(text, equals + 1, end);
      if (coded) {
        name = decodePart(name);
        value = decodePart(value);
      }
      list[list.length] = name;
      list[list.length] = value;
    }
    start = end + 1;
  }
  return list;
}

const plain = /^[\w*.-]*$/;
const replacements = { '__proto__': null, '%20': '+', '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E' };
function encodePart(part) {
  if (RegExpPrototypeExec(plain, part) !== null) return part;
  return RegExpPrototypeSymbolReplace(/[!'()~]|%20/g, encodeURIComponent(part), (found) => replacements[found]);
}

// https://url.spec.whatwg.org/#concept-urlencoded-serializer
function serializeForm(list) {
  let out = '';
  for (let i = 0; i < list.length; i += 2) {
    out += `${i === 0 ? '' : '&'}${encodePart(list[i])}=${encodePart(list[i + 1])}`;
  }
  return out;
}

// The URL class's way in, without a public property.
let getList;
let replaceList;
let connect;

class URLSearchParams extends MarkedObject {
  #list = [];
  // The URL that shows these parameters: it is told of every change.
  #onChange = undefined;

  static {
    getList = (params) => params.#list;
    replaceList = (params, query) => { params.#list = parseForm(query); };
    connect = (query, onChange) => {
      const params = new URLSearchParams();
      if (query !== '') params.#list = parseForm(query);
      params.#onChange = onChange;
      return params;
    };
  }

  constructor(init = undefined) {
    super();
    if (init === undefined) return;
    if (typeof init === 'object' && init !== null || typeof init === 'function') {
      const method = init[SymbolIterator];
      if (method === this[SymbolIterator] && #list in init) {
        this.#list = ArrayPrototypeSlice(init.#list);
      } else if (method !== null && method !== undefined) {
        if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs');
        this.#list = fromPairs(init);
      } else {
        this.#list = fromRecord(init);
      }
      return;
    }
    const text = toUSVString(init);
    this.#list = parseForm(text[0] === '?' ? StringPrototypeSlice(text, 1) : text);
  }

  #changed() {
    if (this.#onChange !== undefined) this.#onChange();
  }

  get size() {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    return this.#list.length / 2;
  }

  append(name, value) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    ArrayPrototypePush(this.#list, toUSVString(name), toUSVString(value));
    this.#changed();
  }

  delete(name, value = undefined) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    const any = value === undefined;
    if (!any) value = toUSVString(value);
    const list = this.#list;
    for (let i = 0; i < list.length;) {
      if (list[i] === name && (any || list[i + 1] === value)) ArrayPrototypeSplice(list, i, 2);
      else i += 2;
    }
    this.#changed();
  }

  get(name) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
    return null;
  }

  getAll(name) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    const list = this.#list;
    const values = [];
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) ArrayPrototypePush(values, list[i + 1]);
    return values;
  }

  has(name, value = undefined) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toUSVString(name);
    if (value !== undefined) value = toUSVString(value);
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    name = toUSVString(name);
    value = toUSVString(value);
    const list = this.#list;
    let found = false;
    for (let i = 0; i < list.length;) {
      if (list[i] === name && found) {
        ArrayPrototypeSplice(list, i, 2);
        continue;
      }
      if (list[i] === name) {
        list[i + 1] = value;
        found = true;
      }
      i += 2;
    }
    if (!found) ArrayPrototypePush(list, name, value);
    this.#changed();
  }

  // By name, in order of code units; values of one name keep their order.
  sort() {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    const list = this.#list;
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) ArrayPrototypePush(pairs, [list[i], list[i + 1]]);
    ArrayPrototypeSort(pairs, (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[i * 2] = pairs[i][0];
      list[i * 2 + 1] = pairs[i][1];
    }
    this.#changed();
  }

  entries() {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    return new URLSearchParamsIterator(this, 'entries');
  }

  forEach(callback, thisArg = undefined) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    validateFunction(callback, 'callback');
    // The list may be replaced and may grow while the callback runs.
    for (let i = 0; i < this.#list.length; i += 2) {
      FunctionPrototypeCall(callback, thisArg, this.#list[i + 1], this.#list[i], this);
    }
  }

  keys() {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    return new URLSearchParamsIterator(this, 'keys');
  }

  values() {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    return new URLSearchParamsIterator(this, 'values');
  }

  toString() {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    return serializeForm(this.#list);
  }

  [inspectCustom](recurseTimes, ctx) {
    if (!(#list in this)) throw new ERR_INVALID_THIS('URLSearchParams');
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const options = { ...ctx };
    if (recurseTimes !== null) options.depth = recurseTimes - 1;
    const shown = [];
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      ArrayPrototypePush(shown, `${inspect(list[i], options)} => ${inspect(list[i + 1], options)}`);
    }
    return `${this.constructor.name} ${layOut(shown, ctx)}`;
  }
}

// `{ a, b }` on one line when it fits, else an item a line.
function layOut(items, ctx) {
  if (items.length === 0) return '{}';
  let length = items.length * 2;
  let broken = false;
  for (let i = 0; i < items.length; i++) {
    length += RegExpPrototypeSymbolReplace(/\u001b\[\d\d?m/g, items[i], '').length;
    if (StringPrototypeIncludes(items[i], '\n')) broken = true;
  }
  const joined = primordials.ArrayPrototypeJoin(items, broken || length > ctx.breakLength ? ',\n  ' : ', ');
  return broken || length > ctx.breakLength ? `{\n  ${joined} }` : `{ ${joined} }`;
}

function fromPairs(init) {
  const list = [];
  for (const pair of init) {
    const isObject = typeof pair === 'object' && pair !== null || typeof pair === 'function';
    if (!isObject || typeof pair[SymbolIterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const items = [];
    for (const item of pair) ArrayPrototypePush(items, toUSVString(item));
    if (items.length !== 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    ArrayPrototypePush(list, items[0], items[1]);
  }
  return list;
}

function fromRecord(init) {
  const list = [];
  const seen = new primordials.SafeMap();
  const keys = primordials.ReflectOwnKeys(init);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const descriptor = primordials.ReflectGetOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const name = toUSVString(key);
    const value = toUSVString(init[key]);
    // Two keys may become one when lone surrogates are replaced.
    const at = seen.get(name);
    if (at !== undefined) {
      list[at] = value;
    } else {
      ArrayPrototypePush(list, name, value);
      seen.set(name, list.length - 1);
    }
  }
  return list;
}

class URLSearchParamsIterator {
  #target;
  #kind;
  #index = 0;

  constructor(target, kind) {
    this.#target = target;
    this.#kind = kind;
  }

  next() {
    if (typeof this !== 'object' || this === null || !(#target in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    const list = getList(this.#target);
    const index = this.#index;
    if (index >= list.length) return { value: undefined, done: true };
    this.#index += 2;
    let value;
    if (this.#kind === 'keys') value = list[index];
    else if (this.#kind === 'values') value = list[index + 1];
    else value = [list[index], list[index + 1]];
    return { value, done: false };
  }

  [inspectCustom](recurseTimes, ctx) {
    if (typeof this !== 'object' || this === null || !(#target in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    if (typeof recurseTimes === 'number' && recurseTimes < 0) return ctx.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const options = { ...ctx };
    if (recurseTimes !== null) options.depth = recurseTimes - 1;
    const list = getList(this.#target);
    const shown = [];
    for (let i = this.#index; i < list.length; i += 2) {
      if (this.#kind === 'keys') ArrayPrototypePush(shown, inspect(list[i], options));
      else if (this.#kind === 'values') ArrayPrototypePush(shown, inspect(list[i + 1], options));
      else ArrayPrototypePush(shown, inspect([list[i], list[i + 1]], options));
    }
    return `${this[SymbolToStringTag]} ${layOut(shown, ctx)}`;
  }
}
// Its prototype is the iterators', and the class itself is out of reach, as WebIDL has it.
primordials.ObjectSetPrototypeOf(URLSearchParamsIterator.prototype, IteratorPrototype);
delete URLSearchParamsIterator.prototype.constructor;
const enumerable = { __proto__: null, enumerable: true };
ObjectDefineProperties(URLSearchParamsIterator.prototype, {
  next: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams Iterator' },
});

ObjectDefineProperties(URLSearchParams.prototype, {
  size: enumerable,
  append: enumerable,
  delete: enumerable,
  get: enumerable,
  getAll: enumerable,
  has: enumerable,
  set: enumerable,
  sort: enumerable,
  entries: enumerable,
  forEach: enumerable,
  keys: enumerable,
  values: enumerable,
  toString: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [SymbolIterator]: { __proto__: null, configurable: true, writable: true, value: URLSearchParams.prototype.entries },
});

module.exports = { URLSearchParams, connect, getList, replaceList, serializeForm, toUSVString };
