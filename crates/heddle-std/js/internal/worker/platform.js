// Structured clone of platform objects: classes whose instances are made by `ops.PlatformObject` register how they are
// cloned or transferred. https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
'use strict';

const {
  ArrayIsArray, Error, FunctionPrototypeToString, ObjectKeys, ObjectPrototypeHasOwnProperty, SafeMap, SafeSet, SafeWeakSet,
  StringPrototypeSlice, Symbol, RegExpPrototypeExec,
} = primordials;

/** Methods of a class: `[kClone]()` and `[kTransfer]()` give `[kind, data, transferList]`, or undefined if it cannot be. */
const kClone = Symbol('messaging_clone_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');

// kind => function that makes the object of its data, or the module that registers it.
const readers = new SafeMap();
const modules = {
  __proto__: null,
  Blob: 'web/blob',
  File: 'web/blob',
  AbortSignal: 'web/abort',
  DOMException: 'web/dom_exception',
};

/** Registers how the receiving isolate makes an object of a kind. */
function register(kind, read) {
  readers.set(kind, read);
}

// Objects that markAsUntransferable() and markAsUncloneable() were called with.
const untransferable = new SafeWeakSet();
const uncloneable = new SafeWeakSet();

function dataCloneError(message) {
  const { DOMException } = require('web/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

/** Hook: a platform object in a message. */
function write(object) {
  if (uncloneable.has(object)) return undefined;
  return typeof object[kClone] === 'function' ? object[kClone]() : undefined;
}

/** Hook: whether a platform object may stand in a transfer list. */
function canTransfer(object) {
  const { MessagePort } = require('internal/worker/message_port');
  if (untransferable.has(object)) return false;
  if (object instanceof MessagePort) {
    if (!ops.op_port_is_open(object)) throw dataCloneError('MessagePort in transfer list is already detached');
    return true;
  }
  return typeof object[kTransfer] === 'function';
}

/** Hook: takes a platform object out of this isolate. */
function transfer(object) {
  return object[kTransfer]();
}

/** Hook: the object that arrived. */
function read(kind, value) {
  if (kind === 'MessagePort') {
    const { adoptPort, noteArrival } = require('internal/worker/message_port');
    const port = adoptPort(value);
    noteArrival(port);
    return port;
  }
  if (!readers.has(kind) && modules[kind] !== undefined) require(modules[kind]);
  const make = readers.get(kind);
  if (make === undefined) throw new Error(`a message holds an object of the unknown kind ${kind}`);
  return make(value);
}

function describe(value) {
  if (typeof value === 'function') {
    const text = FunctionPrototypeToString(value);
    return text.length > 60 ? `${StringPrototypeSlice(text, 0, 57)}...` : text;
  }
  if (typeof value === 'symbol') return require('internal/util/inspect').inspect(value);
  const { MessagePort } = require('internal/worker/message_port');
  if (value instanceof MessagePort) return 'Object that needs transfer was found in message but not listed in transferList';
  const name = value.constructor?.name;
  return typeof name === 'string' && name !== '' ? `#<${name}>` : '#<Object>';
}

/** Hook: the DataCloneError for a value that the engine refused. */
function cloneError(message, object) {
  if (object === undefined) {
    const found = RegExpPrototypeExec(/^The object could not be cloned\.?$/, message) === null ? message : '';
    return dataCloneError(found === '' ? 'The object could not be cloned.' : found);
  }
  const text = describe(object);
  const { MessagePort } = require('internal/worker/message_port');
  if (object instanceof MessagePort) return dataCloneError(text);
  return dataCloneError(`${text} could not be cloned.`);
}

function isRefused(value) {
  if (typeof value === 'function' || typeof value === 'symbol') return true;
  switch (ops.op_value_class(value)) {
    case 'Promise': case 'WeakMap': case 'WeakSet': case 'WeakRef': case 'Proxy': case 'Generator': return true;
    default: return uncloneable.has(value);
  }
}

function step(path, key) {
  if (typeof key === 'number') return `${path}[${key}]`;
  if (RegExpPrototypeExec(/^[A-Za-z_$][\w$]*$/, key) !== null) return path === '' ? key : `${path}.${key}`;
  return `${path}[${primordials.JSONStringify(key)}]`;
}

/** The path to the first value in `value` that cannot be cloned: `options.callbacks[2].fn`; undefined if there is none. */
function findCulprit(value, path = '', seen = new SafeSet()) {
  if (isRefused(value)) return { path, value };
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  if (ArrayIsArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const found = findCulprit(value[i], step(path, i), seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const keys = ObjectKeys(value);
  for (let i = 0; i < keys.length; i++) {
    if (!ObjectPrototypeHasOwnProperty(value, keys[i])) continue;
    const found = findCulprit(value[keys[i]], step(path, keys[i]), seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

module.exports = {
  kClone, kTransfer, register, write, canTransfer, transfer, read, cloneError, dataCloneError, findCulprit, untransferable,
  uncloneable,
};
