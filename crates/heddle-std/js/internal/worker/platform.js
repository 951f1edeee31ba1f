// Structured clone of platform objects: classes whose instances are made by `ops.PlatformObject` register how they are
// cloned or transferred. https://html.spec.whatwg.org/multipage/structured-data.html#structuredserializeinternal
'use strict';

const { Error, ReflectApply, RegExpPrototypeExec, SafeMap, SafeWeakMap, StringPrototypeIncludes, Symbol } = primordials;
const { marks } = require('internal/worker/marks');

/**
 * Methods of a class: `[kClone]()` and `[kTransfer]()` give `[kind, data, transferList]`. What has the second alone must
 * stand in the transfer list. A class without either derives from internal/worker/marked_object if its instances must
 * not be cloned as plain objects.
 */
const kClone = Symbol('messaging_clone_symbol');
const kTransfer = Symbol('messaging_transfer_symbol');
/** Of a class with kTransfer: throws if the object cannot be transferred now. */
const kTransferCheck = Symbol('messaging_transfer_check_symbol');

const kDetached = 'An ArrayBuffer is detached and could not be cloned.';

// kind => function that makes the object of its data, or the module that registers it.
const readers = new SafeMap();
const modules = {
  __proto__: null,
  Blob: 'web/blob',
  File: 'web/blob',
  AbortSignal: 'web/abort',
  FileHandle: 'internal/fs/filehandle',
  BlockList: 'internal/net/addresses',
  SocketAddress: 'internal/net/addresses',
  DOMException: 'web/dom_exception',
  Histogram: 'internal/histogram',
  QuotaExceededError: 'web/dom_exception',
  ReadableStream: 'web/streams',
  TransformStream: 'web/streams',
  WritableStream: 'web/streams',
};

/** Registers how the receiving isolate makes an object of a kind. */
function register(kind, read) {
  readers.set(kind, read);
}

function dataCloneError(message) {
  const { DOMException } = require('web/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

/** A TypeError with a code, in the words of Node's native side. `hide`: the function whose caller is at fault. */
function typeError(message, code, hide) {
  const error = new primordials.TypeError(message);
  primordials.ErrorCaptureStackTrace(error, hide);
  error.code = code;
  return error;
}

/** Hook: an object in a message that is no plain data for the engine. */
function write(object) {
  if (marks.isUncloneable(object)) return undefined;
  if (ops.op_proxy_details(object) !== undefined) return writeProxy(object);
  switch (ops.op_value_class(object)) {
    // Plain objects for V8.
    case 'Atomics': case 'Intl': case 'JSON': case 'Math': return ['Object', { ...object }];
  }
  const clone = object[kClone];
  return typeof clone === 'function' ? ReflectApply(clone, object, []) : undefined;
}

// process.env is the only proxy that can be cloned: as what it shows.
function writeProxy(proxy) {
  const process = require('internal/process_global').made();
  if (process === undefined || proxy !== process.env) return undefined;
  return ['Object', { ...proxy }];
}

/** Hook: whether an object may stand in a transfer list. `internal/worker/transfer` has checked the rest. */
function canTransfer(object) {
  return require('internal/worker/message_port').isPort(object) || typeof object[kTransfer] === 'function';
}

/** Hook: takes an object out of this isolate. */
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
  if (kind === 'Object') return value;
  if (!readers.has(kind) && modules[kind] !== undefined) require(modules[kind]);
  const make = readers.get(kind);
  if (make === undefined) throw new Error(`a message holds an object of the unknown kind ${kind}`);
  return make(value);
}

// Of the errors that the engine made hooks throw: the value at fault; undefined if the engine did not say.
const culprits = new SafeWeakMap();

// Whether the object can only be transferred.
function needsTransfer(value) {
  return ops.op_proxy_details(value) === undefined && typeof value[kTransfer] === 'function' &&
    typeof value[kClone] !== 'function';
}

function refusal(culprit) {
  if (typeof culprit !== 'symbol' && marks.isUncloneable(culprit)) return 'Cannot clone object of unsupported type.';
  if (typeof culprit !== 'object') return `${require('internal/worker/uncloneable').describe(culprit)} could not be cloned.`;
  if (require('internal/worker/message_port').isPort(culprit) || needsTransfer(culprit)) {
    return 'Object that needs transfer was found in message but not listed in transferList';
  }
  switch (ops.op_value_class(culprit)) {
    case 'ArrayBuffer': return kDetached;
    // The engine clones plain objects: it is one of a class that cannot be.
    case 'Object': return 'Cannot clone object of unsupported type.';
    default: return `${require('internal/worker/uncloneable').describe(culprit)} could not be cloned.`;
  }
}

/** Hook: the DataCloneError for a value that the engine refused. */
function cloneError(message, culprit) {
  if (StringPrototypeIncludes(message, 'detached ArrayBuffer')) message = kDetached;
  const error = dataCloneError(culprit === undefined ? message : refusal(culprit));
  culprits.set(error, culprit);
  return error;
}

/** What to throw for the `error` that writing `value` threw: it names the part of the value that is at fault. */
function explain(error, value) {
  if (typeof error !== 'object' || error === null) return error;
  if (error instanceof primordials.TypeError && StringPrototypeIncludes(error.message, 'WebAssembly/asm.js ArrayBuffer')) {
    return dataCloneError('Cannot transfer object of unsupported type.');
  }
  if (!culprits.has(error)) return error;
  const refused = RegExpPrototypeExec(/^#<([\w.]+)> could not be cloned to another process/, error.message);
  if (refused !== null) {
    const { find, staysHere } = require('internal/worker/uncloneable');
    const found = find(value, (part) => staysHere(part, refused[1]));
    return found === undefined || found.path === '' ? error : dataCloneError(`${error.message} Found at ${found.path}`);
  }
  const culprit = culprits.get(error);
  const { find } = require('internal/worker/uncloneable');
  // The engine does not hand out symbols.
  const found = find(value, culprit === undefined ? (part) => typeof part === 'symbol' : (part) => part === culprit,
                     needsTransfer);
  if (found === undefined) return error;
  if (found.path === '' && found.value === culprit) return error;
  const place = found.path === '' ? '' : ` Found at ${found.path}`;
  return dataCloneError(`${refusal(found.value)}${place}`);
}

/** Throws if the value holds an object that was marked as uncloneable. */
function checkMarks(value) {
  if (!marks.anyUncloneable) return;
  const { find } = require('internal/worker/uncloneable');
  const found = find(value, (part) => ((typeof part === 'object' && part !== null) || typeof part === 'function') &&
    marks.isUncloneable(part) && !isBytes(part));
  if (found === undefined) return;
  throw dataCloneError(`${refusal(found.value)}${found.path === '' ? '' : ` Found at ${found.path}`}`);
}

function isBytes(value) {
  if (primordials.ArrayBufferIsView(value)) return true;
  const kind = ops.op_value_class(value);
  return kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer';
}

/** Runs `send`, which clones `value`: errors name the part of the value that is at fault. */
function cloning(value, send) {
  checkMarks(value);
  try {
    return send();
  } catch (error) {
    throw explain(error, value);
  }
}

module.exports = {
  kClone, kTransfer, kTransferCheck, register, write, canTransfer, transfer, read, checkMarks, cloneError, cloning, dataCloneError, explain,
  typeError,
};
