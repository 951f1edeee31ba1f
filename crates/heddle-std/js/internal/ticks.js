// The nextTick queue, queueMicrotask, and what happens to exceptions that nobody caught.
// Evaluated in every isolate before user code, so all that is rare lives in internal/rejections.
// https://nodejs.org/api/process.html#processnexttickcallback-args
'use strict';

const { ReflectApply, Symbol } = primordials;
const { op_context_get, op_context_set, op_microtask_enqueue, op_microtask_run, op_tick_want } = ops;
const state = require('internal/async_state');

const kAsyncId = Symbol('async_id_symbol');
const kTriggerId = Symbol('trigger_async_id_symbol');
const kContextFrame = Symbol('kAsyncContextFrame');

// --- the queue: a ring that grows by doubling -------------------------------------------------------------------
let ring = [];
let mask = -1;
let head = 0;
let length = 0;

function push(tick) {
  if (length > mask) {
    const grown = [];
    const size = mask < 0 ? 64 : (mask + 1) * 2;
    for (let i = 0; i < size; i++) grown[i] = i < length ? ring[(head + i) & mask] : undefined;
    ring = grown;
    mask = size - 1;
    head = 0;
  }
  ring[(head + length++) & mask] = tick;
}

function shift() {
  const tick = ring[head];
  ring[head] = undefined;
  head = (head + 1) & mask;
  length--;
  return tick;
}

// What the native side was last told, so that it is told only about changes.
let wanted = false;
function want(value) {
  if (wanted !== value) op_tick_want(wanted = value);
}

/** Makes the queue run after the current callback although it is empty. */
function requestTicks() {
  want(true);
}

/** `process.nextTick(callback[, ...args])`. */
function nextTick(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  if (process !== undefined && process._exiting) return;
  let args;
  if (arguments.length > 1) {
    args = [];
    for (let i = 1; i < arguments.length; i++) args[i - 1] = arguments[i];
  }
  const tick = {
    callback,
    args,
    [kAsyncId]: ++state.lastId,
    [kTriggerId]: state.executionId,
    [kContextFrame]: op_context_get(),
  };
  if (state.hooks !== null) state.hooks.init(tick[kAsyncId], 'TickObject', tick[kTriggerId], tick);
  push(tick);
  want(true);
}

function call(callback, args) {
  if (args === undefined) callback();
  else ReflectApply(callback, undefined, args);
}

// Runs one tick under its own identity; false when it threw.
function runTick(tick) {
  const { hooks } = state;
  op_context_set(tick[kContextFrame]);
  state.executionId = tick[kAsyncId];
  state.triggerId = tick[kTriggerId];
  state.resource = tick;
  try {
    if (hooks !== null) hooks.before(tick[kAsyncId]);
    call(tick.callback, tick.args);
    if (state.hooks !== null) {
      state.hooks.after(tick[kAsyncId]);
      state.hooks.destroy(tick[kAsyncId]);
    }
    return true;
  } catch (error) {
    triggerUncaught(error, false);
    if (state.hooks !== null) {
      state.hooks.after(tick[kAsyncId]);
      state.hooks.destroy(tick[kAsyncId]);
    }
    return false;
  }
}

function leave() {
  state.executionId = 0;
  state.triggerId = 0;
  state.resource = undefined;
}

/**
 * Empties the tick queue, the microtasks and the list of unhandled rejections, until all three are empty.
 * After a tick that threw it stops, returns false, and the rest waits for the next callback of the loop, as in Node.
 */
function processTicks() {
  const context = op_context_get();
  try {
    do {
      while (length > 0) {
        if (!runTick(shift())) {
          wakeLoop();
          return false;
        }
      }
      leave();
      op_context_set(undefined);
      op_microtask_run();
    } while (length > 0 || (rejections !== undefined && rejections.process()));
    want(false);
    return true;
  } finally {
    leave();
    op_context_set(context);
  }
}

/** What runs between two callbacks of one loop phase (between two timers, two immediates). */
function runNextTicks() {
  if (wanted) {
    processTicks();
  } else {
    leave();
    op_microtask_run();
    if (wanted) processTicks();
  }
}

// Makes sure that the loop calls something soon, after which the remaining ticks run.
function wakeLoop() {
  require('internal/timers').setImmediate(() => {});
}

// --- microtasks ---------------------------------------------------------------------------------------------------
/** The global `queueMicrotask(callback)`. https://html.spec.whatwg.org/#dom-queuemicrotask */
function queueMicrotask(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  if (state.hooks !== null) {
    const { AsyncResource } = require('node/async_hooks');
    const resource = new AsyncResource('Microtask', { requireManualDestroy: true });
    resource.callback = callback;
    op_microtask_enqueue(() => {
      try {
        resource.runInAsyncScope(callback);
      } catch (error) {
        triggerUncaught(error, false);
      } finally {
        resource.emitDestroy();
      }
    });
    return;
  }
  const id = ++state.lastId;
  const trigger = state.executionId;
  op_microtask_enqueue(() => {
    state.executionId = id;
    state.triggerId = trigger;
    try {
      callback();
    } catch (error) {
      triggerUncaught(error, false);
    } finally {
      leave();
    }
  });
}

// --- promise rejections -------------------------------------------------------------------------------------------
let rejections;

/**
 * Called by the loop: kind 0, `promise` was rejected without a handler, in the async context `context`; kind 1, it got
 * a handler afterwards.
 */
function onRejection(kind, promise, reason, context) {
  rejections ??= require('internal/rejections');
  if (rejections.note(kind, promise, reason, context)) want(true);
}

// --- uncaught exceptions ------------------------------------------------------------------------------------------
let process;
let captureCallback = null;
const auxiliaryCallbacks = [];

/** The bootstrap hands over the process object: users may replace `globalThis.process`. */
function setProcess(object) {
  process = object;
}
/** The process object, made now if nobody needed it before. */
function getProcess() {
  return process ??= require('node/process');
}

let fatalHook;
/** For built-in code: `hook(error)` runs before an error that nobody took is reported. */
function setFatalHook(hook) {
  fatalHook = hook;
}

function die(error, fromPromise, code) {
  try {
    fatalHook?.(error);
  } catch {
    // The error is frozen or hostile: it is reported as it is.
  }
  ops.op_process_fatal_exception(error, fromPromise, code);
}

/** The process object if it was made. */
function madeProcess() {
  return process;
}

// True when some handler took the error.
function offer(error, type) {
  process.emit('uncaughtExceptionMonitor', error, type);
  if (captureCallback !== null) {
    captureCallback(error);
    return true;
  }
  // The one added last is asked first.
  for (let i = auxiliaryCallbacks.length - 1; i >= 0; i--) {
    if (auxiliaryCallbacks[i](error) === true) return true;
  }
  return process.emit('uncaughtException', error, type);
}

/**
 * Node's protocol for an error that nobody caught. True when a handler took it. Otherwise the native side reports it
 * and ends the isolate with `code`. https://nodejs.org/api/process.html#event-uncaughtexception
 */
function triggerUncaught(error, fromPromise) {
  fromPromise = fromPromise === true;
  if (process === undefined) {
    die(error, fromPromise, 1);
    return false;
  }
  try {
    if (offer(error, fromPromise ? 'unhandledRejection' : 'uncaughtException')) {
      // Ticks that were queued before the exception still run after the next callback.
      if (length > 0) wakeLoop();
      return true;
    }
  } catch (thrown) {
    // Exit code 7 (of a worker: 1): the handler itself threw. Its error is what is reported, without an 'exit' event.
    die(thrown, false, require('internal/process/state').start().isMainThread ? 7 : 1);
    return false;
  }
  try {
    if (!process._exiting) {
      process._exiting = true;
      require.made('internal/worker/stdio')?.flush();
      process.exitCode = 1;
      process.emit('exit', 1);
    }
  } catch {
    // The first error is the one to report.
  }
  // A listener of 'exit' may have chosen another code; it may be a string of digits.
  const { exitCode } = process;
  die(error, fromPromise, exitCode === undefined || exitCode === null ? 1 : +exitCode);
  return false;
}

/** `process.setUncaughtExceptionCaptureCallback(fn)`. */
function setUncaughtExceptionCaptureCallback(fn) {
  if (fn === null) {
    captureCallback = null;
    return;
  }
  const { codes } = require('internal/errors');
  if (typeof fn !== 'function') throw new codes.ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  if (captureCallback !== null) throw new codes.ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  captureCallback = fn;
}

/** `process.addUncaughtExceptionCaptureCallback(fn)`: asked in turn until one returns true. */
function addUncaughtExceptionCaptureCallback(fn) {
  require('internal/validators').validateFunction(fn, 'fn');
  auxiliaryCallbacks[auxiliaryCallbacks.length] = fn;
}

/** `process.hasUncaughtExceptionCaptureCallback()`. */
function hasUncaughtExceptionCaptureCallback() {
  return captureCallback !== null;
}

module.exports = {
  nextTick,
  requestTicks,
  queueMicrotask,
  processTicks,
  runNextTicks,
  leave,
  onRejection,
  triggerUncaught,
  setFatalHook,
  setProcess,
  getProcess,
  madeProcess,
  setUncaughtExceptionCaptureCallback,
  addUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,
};
