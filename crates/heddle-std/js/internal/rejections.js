// Promises that were rejected while nobody listened: --unhandled-rejections and its events.
// Loaded by the first such rejection. https://nodejs.org/api/process.html#event-unhandledrejection
'use strict';

const {
  ErrorCaptureStackTrace, ErrorIsError, ErrorPrototypeToString, ObjectPrototypeHasOwnProperty, SafeMap,
  SafeWeakMap, String,
} = primordials;
const { op_context_set } = ops;
const ticks = require('internal/ticks');

const explanation = 'This error originated either by throwing inside of an async function without a catch block, ' +
  'or by rejecting a promise which was not handled with .catch().';

// Rejected, not reported yet, in order.
const pending = new SafeMap();
// Reported; weak, because most of them are never handled.
const reported = new SafeWeakMap();
// Handled after having been reported.
let handledLate = [];
let lastId = 0;

/** Takes the engine's notice, with the async context of the rejection; true when `process` has something to do. */
function note(kind, promise, reason, context) {
  if (kind === 0) {
    pending.set(promise, { reason, id: ++lastId, context });
    return true;
  }
  if (kind === 1) {
    if (pending.delete(promise)) return pending.size > 0;
    const info = reported.get(promise);
    if (info !== undefined) {
      reported.delete(promise);
      handledLate[handledLate.length] = { promise, id: info.id };
      return true;
    }
  }
  return false;
}

// The engine's errors get their stack from an accessor of Error.prototype.
function isErrorLike(value) {
  return typeof value === 'object' && value !== null &&
    (ErrorIsError(value) || ObjectPrototypeHasOwnProperty(value, 'stack'));
}

// What an engine would print without running user code.
function describe(value) {
  if (typeof value === 'object' && value !== null || typeof value === 'function') {
    if (isErrorLike(value)) return ErrorPrototypeToString(value);
    return typeof value === 'function' ? String(value) : '#<' + constructorName(value) + '>';
  }
  return String(value);
}

function constructorName(value) {
  const { ObjectGetOwnPropertyDescriptor, ObjectGetPrototypeOf } = primordials;
  for (let object = value; object !== null; object = ObjectGetPrototypeOf(object)) {
    const descriptor = ObjectGetOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function') return descriptor.value.name || 'Object';
  }
  return 'Object';
}

class UnhandledPromiseRejection extends Error {
  code = 'ERR_UNHANDLED_REJECTION';

  constructor(reason) {
    super(`${explanation} The promise rejected with the reason "${describe(reason)}".`);
    this.name = 'UnhandledPromiseRejection';
  }
}

// The error that stands for a reason which is not one.
function asError(reason) {
  return isErrorLike(reason) ? reason : new UnhandledPromiseRejection(reason);
}

function namedWarning(name, message) {
  const warning = new Error(message);
  warning.name = name;
  ErrorCaptureStackTrace(warning, namedWarning);
  return warning;
}

function warn(process, id, reason) {
  const name = 'UnhandledPromiseRejectionWarning';
  const warning = namedWarning(name, `Unhandled promise rejection. ${explanation} To terminate the node process on ` +
    'unhandled promise rejection, use the CLI flag `--unhandled-rejections=strict` (see ' +
    `https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). (rejection id: ${id})`);
  if (isErrorLike(reason)) {
    warning.stack = reason.stack;
    process.emitWarning(reason.stack, name);
  } else {
    process.emitWarning(describe(reason), name);
  }
  process.emitWarning(warning);
}

let mode;
function getMode() {
  return mode ??= require('internal/options').getOptionValue('--unhandled-rejections') || 'throw';
}

function report(process, promise, { reason, id }) {
  switch (getMode()) {
    case 'none':
      process.emit('unhandledRejection', reason, promise);
      break;
    case 'warn':
      process.emit('unhandledRejection', reason, promise);
      warn(process, id, reason);
      break;
    case 'warn-with-error-code':
      if (!process.emit('unhandledRejection', reason, promise)) {
        warn(process, id, reason);
        process.exitCode = 1;
      }
      break;
    case 'strict':
      ticks.triggerUncaught(asError(reason), true);
      if (!process.emit('unhandledRejection', reason, promise)) warn(process, id, reason);
      break;
    default:
      if (!process.emit('unhandledRejection', reason, promise)) ticks.triggerUncaught(asError(reason), true);
  }
}

/** Reports all that is due; true when user code may have queued more ticks or microtasks. */
function process_() {
  let busy = handledLate.length > 0;
  const process = ticks.getProcess();
  while (handledLate.length > 0) {
    const list = handledLate;
    handledLate = [];
    for (let i = 0; i < list.length; i++) {
      const { promise, id } = list[i];
      if (!process.emit('rejectionHandled', promise)) {
        const warning = namedWarning('PromiseRejectionHandledWarning',
                                     `Promise rejection was handled asynchronously (rejection id: ${id})`);
        warning.id = id;
        process.emitWarning(warning);
      }
    }
  }
  // Those that the handlers below add are for the next round.
  let count = pending.size;
  while (count-- > 0 && pending.size > 0) {
    const { value: { 0: promise, 1: info } } = pending.entries().next();
    pending.delete(promise);
    reported.set(promise, { id: info.id });
    op_context_set(info.context);
    try {
      report(process, promise, info);
    } catch (error) {
      // A throwing 'unhandledRejection' listener is an uncaught exception like any other.
      ticks.triggerUncaught(error, false);
    }
    busy = true;
  }
  return busy || pending.size > 0;
}

module.exports = { note, process: process_ };
