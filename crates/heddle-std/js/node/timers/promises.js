// node:timers/promises. https://nodejs.org/api/timers.html#timers-promises-api
'use strict';

const {
  PromiseReject, PromiseWithResolvers, SafePromisePrototypeFinally, Symbol,
} = primordials;
const timers = require('internal/timers');
const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');

const kNoOptions = { __proto__: null };
const kScheduler = Symbol('kScheduler');

function check(delay, options) {
  if (delay !== undefined) validateNumber(delay, 'delay');
  validateObject(options, 'options');
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  if (options.ref !== undefined) validateBoolean(options.ref, 'options.ref');
}

const aborted = (signal) => new AbortError(undefined, { cause: signal.reason });

// A promise that `start(resolve)` settles later, unless the signal comes first: then `cancel` gets what start returned.
function wait({ signal, ref = true }, start, cancel) {
  if (signal?.aborted) return PromiseReject(aborted(signal));
  const { promise, resolve, reject } = PromiseWithResolvers();
  const handle = start(resolve);
  if (!ref) handle.unref();
  if (signal === undefined) return promise;
  const onabort = () => {
    cancel(handle);
    reject(aborted(signal));
  };
  const { kResistStopPropagation } = require('web/event_target');
  signal.addEventListener('abort', onabort, { __proto__: null, [kResistStopPropagation]: true });
  return SafePromisePrototypeFinally(promise, () => signal.removeEventListener('abort', onabort));
}

/** Resolves with `value` after `after` milliseconds. */
function setTimeout(after, value, options = kNoOptions) {
  try {
    check(after, options);
  } catch (error) {
    return PromiseReject(error);
  }
  return wait(options, (resolve) => timers.setTimeout(resolve, after, value), timers.clearTimeout);
}

/** Resolves with `value` in the next immediate phase. */
function setImmediate(value, options = kNoOptions) {
  try {
    check(undefined, options);
  } catch (error) {
    return PromiseReject(error);
  }
  return wait(options, (resolve) => timers.setImmediate(resolve, value), timers.clearImmediate);
}

/**
 * An async iterator that yields `value` every `after` milliseconds; ticks that nobody awaited in time are caught up.
 */
async function* setInterval(after, value, options = kNoOptions) {
  check(after, options);
  const { signal, ref = true } = options;
  if (signal?.aborted) throw aborted(signal);
  let due = 0;
  let wake;
  let onabort;
  const interval = timers.setInterval(() => {
    due++;
    wake?.();
    wake = undefined;
  }, after);
  if (!ref) interval.unref();
  if (signal) {
    onabort = () => {
      timers.clearInterval(interval);
      wake?.();
      wake = undefined;
    };
    const { kResistStopPropagation } = require('web/event_target');
    signal.addEventListener('abort', onabort, { __proto__: null, once: true, [kResistStopPropagation]: true });
  }
  try {
    while (!signal?.aborted) {
      if (due === 0) {
        const { promise, resolve } = PromiseWithResolvers();
        wake = resolve;
        await promise;
      }
      for (; due > 0; due--) yield value;
    }
    throw aborted(signal);
  } finally {
    timers.clearInterval(interval);
    signal?.removeEventListener('abort', onabort);
  }
}

/** The scheduler of the Scheduling APIs draft, as far as Node has it. */
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
  /** Lets other work run first. */
  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }
  /** Resolves after `delay` milliseconds. */
  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: { __proto__: Scheduler.prototype, [kScheduler]: true },
};
