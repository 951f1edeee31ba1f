// Uncaught errors of a worker on their way to the parent: class, message, stack, cause and own fields survive.
// https://nodejs.org/api/worker_threads.html#event-error
'use strict';

const {
  AggregateError, Error, ErrorIsError, EvalError, ObjectDefineProperty, ObjectGetOwnPropertyDescriptor,
  ObjectGetOwnPropertyNames, ObjectGetPrototypeOf, RangeError, ReferenceError, Symbol,
  SymbolPrototypeGetDescription, SyntaxError, TypeError, URIError,
} = primordials;

const classes = {
  __proto__: null, AggregateError, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};

// The nearest built-in class of the error, and the name of its own class.
function classOf(error) {
  let own;
  for (let proto = ObjectGetPrototypeOf(error); proto !== null; proto = ObjectGetPrototypeOf(proto)) {
    const constructor = ObjectGetOwnPropertyDescriptor(proto, 'constructor')?.value;
    const name = constructor?.name;
    if (typeof name !== 'string') continue;
    own ??= name;
    if (classes[name] === constructor) return { base: name, own };
  }
  return { base: 'Error', own: own ?? 'Error' };
}

function cloneable(value) {
  try {
    ops.op_clone(value);
    return true;
  } catch {
    return false;
  }
}

function describeValue(value, depth) {
  if (depth < 8 && ErrorIsError(value)) {
    return { kind: 'error', error: describeError(value, depth + 1) };
  }
  if (typeof value === 'symbol') return { kind: 'symbol', text: SymbolPrototypeGetDescription(value) };
  if (cloneable(value)) return { kind: 'value', value };
  return { kind: 'text', text: require('internal/util/inspect').inspect(value) };
}

function textOf(error, key) {
  try {
    const text = error[key];
    return typeof text === 'string' ? text : undefined;
  } catch {
    // A getter, or the program's Error.prepareStackTrace, throws.
    return undefined;
  }
}

function describeError(error, depth) {
  const { base, own } = classOf(error);
  const fields = [];
  const names = ObjectGetOwnPropertyNames(error);
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    if (name === 'stack' || name === 'fileName' || name === 'lineNumber' || name === 'columnNumber') continue;
    let value;
    try {
      value = error[name];
    } catch {
      // A getter that throws has nothing to tell.
      continue;
    }
    const { enumerable } = ObjectGetOwnPropertyDescriptor(error, name);
    let described;
    if (name === 'errors' && base === 'AggregateError' && primordials.ArrayIsArray(value)) {
      described = { kind: 'list', list: primordials.ArrayPrototypeMap(value, (item) => describeValue(item, depth)) };
    } else {
      described = describeValue(value, depth);
    }
    fields[fields.length] = { name, enumerable, described };
  }
  const description = { base, own, name: textOf(error, 'name') ?? base, stack: textOf(error, 'stack'), fields };
  // The message of a DOMException is no field of its own.
  if (own === 'DOMException' || own === 'QuotaExceededError') description.message = textOf(error, 'message');
  return description;
}

/** Hook, in the worker: a cloneable description of what was thrown. */
function describe(thrown) {
  return describeValue(thrown, 0);
}

function makeError({ base, name, message }) {
  if (message !== undefined) return new (require('web/dom_exception').DOMException)(message, name);
  if (base === 'AggregateError') return new AggregateError(new primordials.SafeArrayIterator([]));
  return new classes[base]();
}

function reviveError(description) {
  const { name, stack, fields } = description;
  const made = makeError(description);
  const names = ObjectGetOwnPropertyNames(made);
  for (let i = 0; i < names.length; i++) {
    if (names[i] === 'message' || names[i] === 'errors') delete made[names[i]];
  }
  for (let i = 0; i < fields.length; i++) {
    const { name: key, enumerable, described } = fields[i];
    ObjectDefineProperty(made, key, {
      __proto__: null, value: revive(described), configurable: true, enumerable, writable: true,
    });
  }
  if (made.name !== name) {
    ObjectDefineProperty(made, 'name', { __proto__: null, value: name, configurable: true, enumerable: false, writable: true });
  }
  if (stack !== undefined) {
    ObjectDefineProperty(made, 'stack', { __proto__: null, value: stack, configurable: true, enumerable: false, writable: true });
  }
  return made;
}

/** In the parent: the thrown value again. */
function revive(described) {
  switch (described.kind) {
    case 'error': return reviveError(described.error);
    case 'value': return described.value;
    case 'symbol': return Symbol(described.text);
    case 'list': return primordials.ArrayPrototypeMap(described.list, revive);
    default: return described.text;
  }
}

module.exports = { describe, revive };
