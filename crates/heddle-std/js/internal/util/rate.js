// util.debounce and util.throttle.
// https://nodejs.org/api/util.html#utildebouncefn-wait-options
'use strict';

const {
  ArrayPrototypePush,
  ArrayPrototypeShift,
  ObjectDefineProperties,
  PromiseReject,
  PromisePrototypeThen,
  PromiseResolve,
  PromiseWithResolvers,
  ReflectApply,
} = primordials;
const { AbortError, codes } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateBoolean, validateFunction, validateInteger, validateObject, validateOneOf } =
  require('internal/validators');

const kMaxTimeout = 2147483647;
const lazyTimers = () => require('node/timers');

function abortErrorOf(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}
function handle(promise) {
  PromisePrototypeThen(promise, undefined, () => {});
}

/** Name and length of `fn`, its methods, and getters that show what waits. */
function dress(wrapper, fn, methods, getters) {
  const descriptors = {
    __proto__: null,
    name: { __proto__: null, value: fn.name, configurable: true },
    length: { __proto__: null, value: fn.length, configurable: true },
  };
  for (const name in methods) {
    descriptors[name] = { __proto__: null, value: methods[name], writable: true, enumerable: true, configurable: true };
  }
  for (const name in getters) descriptors[name] = { __proto__: null, get: getters[name] };
  return ObjectDefineProperties(wrapper, descriptors);
}

/** Rejects whatever waits when `signal` aborts, and from then on every call. */
function watchSignal(signal, onAbort) {
  if (signal === undefined) return;
  if (signal.aborted) throw abortErrorOf(signal);
  signal.addEventListener('abort', () => onAbort(abortErrorOf(signal)), { __proto__: null, once: true });
}

/** Calls of the result run `fn` once, with the last arguments, after `wait` ms without a call. */
function debounce(fn, wait, options = kEmptyObject) {
  validateFunction(fn, 'fn');
  validateInteger(wait, 'wait', 0, kMaxTimeout);
  validateObject(options, 'options');
  const { leading = false, rejectOnCancel = false, signal } = options;
  validateBoolean(leading, 'options.leading');
  validateBoolean(rejectOnCancel, 'options.rejectOnCancel');
  validateAbortSignal(signal, 'options.signal');

  let timer;
  let waiting = [];
  let lastArguments;
  let aborted;
  let refed = true;

  function stopTimer() {
    if (timer !== undefined) lazyTimers().clearTimeout(timer);
    timer = undefined;
  }
  function rejectAll(error) {
    const calls = waiting;
    waiting = [];
    lastArguments = undefined;
    for (let i = 0; i < calls.length; i++) calls[i].reject(error);
  }
  function run(args, calls) {
    let result;
    try {
      result = ReflectApply(fn, debounced, args);
    } catch (error) {
      for (let i = 0; i < calls.length; i++) calls[i].reject(error);
      return;
    }
    PromisePrototypeThen(PromiseResolve(result),
      (value) => { for (let i = 0; i < calls.length; i++) calls[i].resolve(value); },
      (error) => { for (let i = 0; i < calls.length; i++) calls[i].reject(error); });
  }
  function runWaiting() {
    timer = undefined;
    if (waiting.length === 0) return;
    const calls = waiting;
    const args = lastArguments;
    waiting = [];
    lastArguments = undefined;
    run(args, calls);
  }

  function debounced(...args) {
    if (aborted !== undefined) return PromiseReject(aborted);
    const runsNow = leading && timer === undefined;
    if (timer === undefined) {
      timer = lazyTimers().setTimeout(runWaiting, wait);
      if (!refed) timer.unref();
    } else {
      timer.refresh();
      // Only the newest promise must be looked at by the caller.
      if (waiting.length > 0) handle(waiting[waiting.length - 1].promise);
      if (rejectOnCancel) rejectAll(new AbortError('The debounced call was superseded'));
    }
    const call = PromiseWithResolvers();
    if (runsNow) run(args, [call]);
    else {
      ArrayPrototypePush(waiting, call);
      lastArguments = args;
    }
    return call.promise;
  }

  watchSignal(signal, (error) => {
    aborted = error;
    stopTimer();
    rejectAll(error);
  });
  return dress(debounced, fn, {
    cancel() {
      stopTimer();
      rejectAll(new AbortError());
    },
    flush() {
      stopTimer();
      runWaiting();
    },
    ref() {
      refed = true;
      timer?.ref();
      return debounced;
    },
    unref() {
      refed = false;
      timer?.unref();
      return debounced;
    },
  }, {
    pending: () => (waiting.length === 0 ? null : waiting[waiting.length - 1].promise),
    pendingCount: () => waiting.length,
  });
}

/** The result calls `fn` at most `limit` times in `interval` ms; further calls wait or are dropped. */
function throttle(fn, limit, interval, options = kEmptyObject) {
  validateFunction(fn, 'fn');
  validateInteger(limit, 'limit', 1);
  validateInteger(interval, 'interval', 0, kMaxTimeout);
  validateObject(options, 'options');
  const { concurrency, maxPending, overflow = 'queue', signal } = options;
  if (concurrency !== undefined) validateInteger(concurrency, 'options.concurrency', 1);
  if (maxPending !== undefined) validateInteger(maxPending, 'options.maxPending', 0);
  validateOneOf(overflow, 'options.overflow', ['queue', 'drop']);
  validateAbortSignal(signal, 'options.signal');

  let waiting = [];
  let active = 0;
  let windowStart = -kMaxTimeout;
  let used = 0;
  let timer;
  let aborted;
  let refed = true;

  const now = () => ops.op_loop_now();
  const hasCapacity = () => used < limit || now() - windowStart >= interval;
  const mayRun = () => (concurrency === undefined || active < concurrency) && hasCapacity();

  function run(call, args) {
    const time = now();
    if (time - windowStart >= interval) {
      windowStart = time;
      used = 0;
    }
    used++;
    active++;
    const settle = (method) => (value) => {
      active--;
      call[method](value);
      drain();
    };
    let result;
    try {
      result = ReflectApply(fn, throttled, args);
    } catch (error) {
      active--;
      call.reject(error);
      return;
    }
    PromisePrototypeThen(PromiseResolve(result), settle('resolve'), settle('reject'));
  }
  function drain() {
    while (waiting.length > 0 && mayRun()) {
      const call = ArrayPrototypeShift(waiting);
      run(call, call.args);
    }
    schedule();
  }
  function schedule() {
    // While too many run, the end of one goes on with the queue.
    if (timer !== undefined || waiting.length === 0 || (concurrency !== undefined && active >= concurrency)) return;
    const rest = interval - (now() - windowStart);
    timer = lazyTimers().setTimeout(() => {
      timer = undefined;
      drain();
    }, rest > 0 ? rest : 0);
    if (!refed) timer.unref();
  }
  function rejectAll(error) {
    if (timer !== undefined) lazyTimers().clearTimeout(timer);
    timer = undefined;
    const calls = waiting;
    waiting = [];
    for (let i = 0; i < calls.length; i++) calls[i].reject(error);
  }

  function throttled(...args) {
    if (aborted !== undefined) return PromiseReject(aborted);
    const runsNow = waiting.length === 0 && mayRun();
    if (!runsNow && (overflow === 'drop' || (maxPending !== undefined && waiting.length >= maxPending))) {
      return PromiseReject(new codes.ERR_THROTTLED());
    }
    const call = PromiseWithResolvers();
    if (runsNow) run(call, args);
    else {
      call.args = args;
      ArrayPrototypePush(waiting, call);
      schedule();
    }
    return call.promise;
  }

  watchSignal(signal, (error) => {
    aborted = error;
    rejectAll(error);
  });
  return dress(throttled, fn, {
    cancel() { rejectAll(new AbortError()); },
    hasImmediateCapacity() { return aborted === undefined && waiting.length === 0 && mayRun(); },
    ref() {
      refed = true;
      timer?.ref();
      return throttled;
    },
    unref() {
      refed = false;
      timer?.unref();
      return throttled;
    },
  }, {
    pending: () => (waiting.length === 0 ? null : waiting[waiting.length - 1].promise),
    pendingCount: () => waiting.length,
    activeCount: () => active,
  });
}

module.exports = { debounce, throttle };
