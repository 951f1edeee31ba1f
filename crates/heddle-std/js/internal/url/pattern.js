'use strict';
// URLPattern. https://urlpattern.spec.whatwg.org/
// Rust (crate `urlpattern`) parses patterns and inputs; the matching is done by this engine's regular expressions.

const {
  ArrayPrototypePush,
  JSONParse,
  JSONStringify,
  ObjectDefineProperties,
  RegExp,
  RegExpPrototypeExec,
  SymbolToStringTag,
} = primordials;
const { MarkedObject } = require('internal/worker/marked_object');

const names = ['protocol', 'username', 'password', 'hostname', 'port', 'pathname', 'search', 'hash'];
// The order in which Node's results list the components.
const resultOrder = ['hash', 'hostname', 'inputs', 'password', 'pathname', 'port', 'protocol', 'search', 'username'];

// Node raises these natively, in words of their own.
function coded(code, message) {
  const error = new primordials.TypeError(message);
  error.code = code;
  return error;
}
const badArgument = (message) => coded('ERR_INVALID_ARG_TYPE', message);
const badPattern = () => coded('ERR_INVALID_URL_PATTERN', 'Failed to construct URLPattern');

// A URLPatternInit dictionary as plain strings; `copy` is what exec() reports as its input.
function readInit(object) {
  const init = {};
  const fields = ['baseURL', 'hash', 'hostname', 'password', 'pathname', 'port', 'protocol', 'search', 'username'];
  for (let i = 0; i < fields.length; i++) {
    const value = object[fields[i]];
    if (value !== undefined) init[fields[i]] = `${value}`;
  }
  return init;
}

function compile(input, baseURL, ignoreCase) {
  const text = ops.op_url_pattern_parse(JSONStringify({ input, baseURL, ignoreCase }));
  if (text === undefined) throw badPattern();
  const parsed = JSONParse(text);
  const components = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const { pattern, regexp, groups } = parsed[names[i]];
    let matcher;
    try {
      // Not `v`: what the crate writes between brackets is not escaped enough for it.
      matcher = new RegExp(regexp, ignoreCase ? 'iu' : 'u');
    } catch {
      throw badPattern();
    }
    components[names[i]] = { pattern, matcher, groups };
  }
  return { components, hasRegExpGroups: parsed.hasRegExpGroups };
}

let dataOf;
class Pattern extends MarkedObject {
  #data;

  constructor(input, baseURL, options) {
    super();
    if (input === undefined || input === null) input = {};
    else if (typeof input !== 'string') {
      if (typeof input !== 'object' && typeof input !== 'function') throw badArgument('Input must be an object or a string');
      input = readInit(input);
    }
    if (typeof baseURL !== 'string' && baseURL !== undefined) {
      if (baseURL !== null && typeof baseURL !== 'object' && typeof baseURL !== 'function') {
        throw badArgument('second argument must be a string or object');
      }
      options = baseURL;
      baseURL = undefined;
    }
    if (options !== undefined && options !== null && typeof options !== 'object' && typeof options !== 'function') {
      throw badArgument('options.ignoreCase must be a boolean');
    }
    const ignoreCase = Boolean(options?.ignoreCase);
    this.#data = compile(input, baseURL, ignoreCase);
  }

  static {
    dataOf = (value) => {
      if (typeof value !== 'object' || value === null || !(#data in value)) {
        throw new primordials.TypeError('Illegal invocation');
      }
      return value.#data;
    };
  }
}

// A constructor of length 0 that names itself when `new` is missing.
function URLPattern(...args) {
  if (new.target === undefined) throw coded('ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  return primordials.ReflectConstruct(Pattern, args, new.target);
}

// Matches; returns each component's input and captures, or null.
function match(data, input, baseURL) {
  const inputs = [];
  if (input === undefined) input = {};
  if (typeof input === 'string') {
    ArrayPrototypePush(inputs, input);
    if (baseURL !== undefined) ArrayPrototypePush(inputs, baseURL);
  } else if (typeof input === 'object' && input !== null || typeof input === 'function') {
    input = readInit(input);
    if (baseURL !== undefined) throw coded('ERR_OPERATION_FAILED', 'Failed to exec URLPattern');
    ArrayPrototypePush(inputs, input);
  } else {
    throw badArgument('URLPattern input needs to be a string or an object');
  }
  const text = ops.op_url_pattern_match_input(JSONStringify({ input, baseURL }));
  if (text === undefined) return null;
  const values = JSONParse(text);
  const found = { __proto__: null };
  for (let i = 0; i < names.length; i++) {
    const captures = RegExpPrototypeExec(data.components[names[i]].matcher, values[names[i]]);
    if (captures === null) return null;
    found[names[i]] = captures;
  }
  return { inputs, values, found };
}

const methods = {
  exec(input = undefined, baseURL = undefined) {
    const data = dataOf(this);
    const matched = match(data, input, baseURL === undefined ? undefined : `${baseURL}`);
    if (matched === null) return null;
    const result = { __proto__: null };
    for (let i = 0; i < resultOrder.length; i++) {
      const name = resultOrder[i];
      if (name === 'inputs') {
        result.inputs = matched.inputs;
        continue;
      }
      const groups = {};
      const list = data.components[name].groups;
      for (let j = 0; j < list.length; j++) groups[list[j]] = matched.found[name][j + 1];
      result[name] = { groups, input: matched.values[name] };
    }
    return result;
  },
  test(input = undefined, baseURL = undefined) {
    return match(dataOf(this), input, baseURL === undefined ? undefined : `${baseURL}`) !== null;
  },
};

const descriptors = { __proto__: null };
for (let i = 0; i < names.length; i++) {
  const name = names[i];
  const getter = { get [name]() { return dataOf(this).components[name].pattern; } };
  descriptors[name] = {
    __proto__: null,
    enumerable: true,
    configurable: false,
    get: primordials.ObjectGetOwnPropertyDescriptor(getter, name).get,
  };
}
const { get: hasRegExpGroups } = primordials.ObjectGetOwnPropertyDescriptor(
  { get hasRegExpGroups() { return dataOf(this).hasRegExpGroups; } }, 'hasRegExpGroups');
descriptors.hasRegExpGroups = { __proto__: null, enumerable: true, configurable: false, get: hasRegExpGroups };
descriptors.exec = { __proto__: null, enumerable: true, configurable: true, writable: true, value: methods.exec };
descriptors.test = { __proto__: null, enumerable: true, configurable: true, writable: true, value: methods.test };
descriptors[SymbolToStringTag] = { __proto__: null, configurable: true, value: 'URLPattern' };
ObjectDefineProperties(URLPattern.prototype, descriptors);

module.exports = { URLPattern };
