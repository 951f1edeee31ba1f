// Timers: the queue behind setTimeout and setInterval; that of setImmediate is in internal/timers/immediate.
//
// Timers of one duration share a list, which is in order of expiry by construction; a heap orders the lists. So
// arming and cancelling cost nothing in the common case of many timers with few durations (time-outs of sockets).
// https://nodejs.org/api/timers.html
'use strict';

const {
  MathMax, MathTrunc, NumberIsNaN, ObjectCreate, ObjectDefineProperties, ReflectApply, SafeMap, Symbol, SymbolDispose,
  SymbolFor, SymbolToPrimitive,
} = primordials;
const { op_context_get, op_context_set, op_time_hr, op_timer_ref, op_timer_schedule } = ops;
const state = require('internal/async_state');
const ticks = require('internal/ticks');

const TIMEOUT_MAX = 2 ** 31 - 1;
const kRefed = Symbol('refed');
const kHasPrimitive = Symbol('kHasPrimitive');
const kAsyncId = Symbol('asyncId');
const kTriggerId = Symbol('triggerId');
const kAsyncContextFrame = Symbol('kAsyncContextFrame');
const kInspect = SymbolFor('nodejs.util.inspect.custom');

// Read anew each time, as Node does: a timer counts from when it was set, not from when the turn began.
const now = () => MathTrunc(op_time_hr());

// --- timer lists --------------------------------------------------------------------------------------------------
const lists = new SafeMap();
// Binary heap by expiry, then by age; `position` of a list is its index.
const heap = [];
let lastListId = 0;
let refCount = 0;
let nextExpiry = Infinity;
// Timers that were turned into a number or a string, for clearTimeout(number).
const known = ObjectCreate(null);

class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = ++lastListId;
    this.msecs = msecs;
    this.position = -1;
  }
  [kInspect](depth, options) {
    return require('internal/util/inspect').inspect({ ...this }, { ...options, depth: 0 });
  }
}

const sooner = (a, b) => a.expiry < b.expiry || (a.expiry === b.expiry && a.id < b.id);

function place(list, position) {
  heap[position] = list;
  list.position = position;
}
function siftUp(list) {
  let { position } = list;
  while (position > 0) {
    const parent = (position - 1) >> 1;
    if (!sooner(list, heap[parent])) break;
    place(heap[parent], position);
    position = parent;
  }
  place(list, position);
}
function siftDown(list) {
  let { position } = list;
  const { length } = heap;
  for (;;) {
    let child = position * 2 + 1;
    if (child >= length) break;
    if (child + 1 < length && sooner(heap[child + 1], heap[child])) child++;
    if (!sooner(heap[child], list)) break;
    place(heap[child], position);
    position = child;
  }
  place(list, position);
}
function dropList(list) {
  const { position } = list;
  if (position < 0) return;
  const last = heap[heap.length - 1];
  heap.length--;
  list.position = -1;
  if (last !== list) {
    place(last, position);
    siftUp(last);
    siftDown(last);
  }
  if (lists.get(list.msecs) === list) lists.delete(list.msecs);
}

function detach(timer) {
  if (timer._idleNext) timer._idleNext._idlePrev = timer._idlePrev;
  if (timer._idlePrev) timer._idlePrev._idleNext = timer._idleNext;
  timer._idleNext = null;
  timer._idlePrev = null;
}
function append(list, timer) {
  if (timer._idleNext || timer._idlePrev) detach(timer);
  timer._idleNext = list;
  timer._idlePrev = list._idlePrev;
  list._idlePrev._idleNext = timer;
  list._idlePrev = timer;
}

function countRef(change) {
  const before = refCount;
  refCount += change;
  if (before === 0 && refCount > 0) op_timer_ref(true);
  else if (before > 0 && refCount === 0) op_timer_ref(false);
}

/** Puts `timer` at the end of the list of its duration, counted from `start`. */
function insert(timer, msecs, start = now()) {
  msecs = MathTrunc(msecs);
  timer._idleStart = start;
  let list = lists.get(msecs);
  if (list === undefined) {
    const expiry = start + msecs;
    list = new TimersList(expiry, msecs);
    lists.set(msecs, list);
    list.position = heap.length;
    siftUp(list);
    if (nextExpiry > expiry) {
      op_timer_schedule(msecs);
      nextExpiry = expiry;
    }
  }
  append(list, timer);
}

function announce(resource, type) {
  resource[kAsyncId] = ++state.lastId;
  resource[kTriggerId] = state.executionId;
  resource[kAsyncContextFrame] = op_context_get();
  if (state.hooks !== null) state.hooks.init(resource[kAsyncId], type, resource[kTriggerId], resource);
}

function forget(timer) {
  if (timer[kHasPrimitive]) {
    delete known[timer[kAsyncId]];
    timer[kHasPrimitive] = false;
  }
  timer[kAsyncContextFrame] = undefined;
  if (state.hooks !== null) state.hooks.destroy(timer[kAsyncId]);
}

/** Cancels a timer. */
function unenroll(timer) {
  if (timer._destroyed) return;
  timer._destroyed = true;
  forget(timer);
  detach(timer);
  if (timer[kRefed]) {
    // An empty list is left for the loop to find, unless that would keep the loop waiting for nothing.
    const list = lists.get(MathTrunc(timer._idleTimeout));
    if (list !== undefined && list._idleNext === list) dropList(list);
    countRef(-1);
  }
  timer._idleTimeout = -1;
}

// --- Timeout ------------------------------------------------------------------------------------------------------
let warnedNegative = false;
let warnedNaN = false;
function warn(after, complaint, name) {
  ticks.getProcess().emitWarning(`${after} ${complaint}.\nTimeout duration was set to 1.`, name);
}
function clamp(after) {
  if (after > TIMEOUT_MAX) {
    warn(after, 'does not fit into a 32-bit signed integer', 'TimeoutOverflowWarning');
  } else if (after < 0 && !warnedNegative) {
    warnedNegative = true;
    warn(after, 'is a negative number', 'TimeoutNegativeWarning');
  } else if (NumberIsNaN(after) && !warnedNaN) {
    warnedNaN = true;
    warn(after, 'is not a number', 'TimeoutNaNWarning');
  }
  return 1;
}

/** What setTimeout and setInterval return. https://nodejs.org/api/timers.html#class-timeout */
class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    if (after === undefined) after = 1;
    else after *= 1;
    if (!(after >= 1 && after <= TIMEOUT_MAX)) after = clamp(after);
    this._idleTimeout = after;
    this._idlePrev = null;
    this._idleNext = null;
    this._idleStart = null;
    this._onTimeout = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;
    if (isRefed) countRef(1);
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    announce(this, 'Timeout');
  }

  /** Starts the timer's time again, also after it fired. */
  refresh() {
    rearm(this, this[kRefed]);
    return this;
  }

  /** Lets the process exit although the timer is active. */
  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) countRef(-1);
    }
    return this;
  }

  /** Keeps the process alive while the timer is active. */
  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) countRef(1);
    }
    return this;
  }

  /** Whether the timer keeps the process alive. */
  hasRef() {
    return this[kRefed];
  }

  [kInspect](depth, options) {
    return require('internal/util/inspect').inspect(this, { ...options, depth: 0, customInspect: false });
  }
}
ObjectDefineProperties(Timeout.prototype, {
  close: { __proto__: null, configurable: true, enumerable: true, writable: true, value: function close() {
    clearTimeout(this);
    return this;
  } },
  [SymbolDispose]: { __proto__: null, configurable: true, enumerable: true, writable: true, value: function() {
    clearTimeout(this);
  } },
  [SymbolToPrimitive]: { __proto__: null, configurable: true, enumerable: true, writable: true, value: function() {
    const id = this[kAsyncId];
    if (!this[kHasPrimitive]) {
      this[kHasPrimitive] = true;
      known[id] = this;
    }
    return id;
  } },
});

function rearm(timer, refed) {
  const msecs = timer._idleTimeout;
  if (msecs < 0 || msecs === undefined) return;
  insert(timer, msecs);
  if (timer._destroyed) {
    timer._destroyed = false;
    if (refed) countRef(1);
    announce(timer, 'Timeout');
  }
}

/** The global clearTimeout and clearInterval. */
function clearTimeout(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = undefined;
    unenroll(timer);
  } else if (typeof timer === 'number' || typeof timer === 'string') {
    const found = known[timer];
    if (found !== undefined) {
      found._onTimeout = undefined;
      unenroll(found);
    }
  }
}

function setAny(callback, after, args, isRepeat, isRefed) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  const timeout = new Timeout(callback, after, args, isRepeat, isRefed);
  insert(timeout, timeout._idleTimeout);
  return timeout;
}

function rest(list, from) {
  if (list.length <= from) return undefined;
  const args = [];
  for (let i = from; i < list.length; i++) args[i - from] = list[i];
  return args;
}

/** The global setTimeout. */
function setTimeout(callback, after) {
  return setAny(callback, after, rest(arguments, 2), false, true);
}
/** The global setInterval. */
function setInterval(callback, repeat) {
  return setAny(callback, repeat, rest(arguments, 2), true, true);
}
/** For built-in modules: a timer that never keeps the process alive. */
function setUnrefTimeout(callback, after) {
  return setAny(callback, after, undefined, false, false);
}

// Runs `callback` as `resource`; an exception goes to the uncaughtException protocol. False when it threw.
function runAs(resource, frame, callback, args) {
  const id = resource[kAsyncId];
  state.executionId = id;
  state.triggerId = resource[kTriggerId];
  state.resource = resource;
  op_context_set(frame);
  let fine = true;
  try {
    if (state.hooks !== null) state.hooks.before(id);
    if (args === undefined) ReflectApply(callback, resource, []);
    else ReflectApply(callback, resource, args);
  } catch (error) {
    fine = false;
    ticks.triggerUncaught(error, false);
  }
  if (state.hooks !== null) state.hooks.after(id);
  return fine;
}

// Runs the timers of one list that are due. `ran` tells whether ticks are owed to a callback that ran before.
function runList(list, time, ran) {
  const { msecs } = list;
  let timer;
  while ((timer = list._idleNext) !== list) {
    if (time - timer._idleStart < msecs) {
      list.expiry = MathMax(timer._idleStart + msecs, time + 1);
      list.id = ++lastListId;
      if (list.position >= 0) siftDown(list);
      return ran;
    }
    if (ran) {
      ticks.runNextTicks();
      // A tick may have cancelled it.
      if (list._idleNext !== timer) continue;
    }
    detach(timer);
    if (timer._onTimeout === null || timer._onTimeout === undefined) {
      if (!timer._destroyed) {
        timer._destroyed = true;
        if (timer[kRefed]) countRef(-1);
        forget(timer);
      }
      continue;
    }
    const start = timer._repeat ? now() : 0;
    ran = runAs(timer, timer[kAsyncContextFrame], timer._onTimeout, timer._timerArgs);
    if (timer._repeat && timer._idleTimeout !== -1) {
      timer._idleTimeout = timer._repeat;
      insert(timer, timer._idleTimeout, start);
    } else if (!timer._idleNext && !timer._idlePrev && !timer._destroyed) {
      timer._destroyed = true;
      if (timer[kRefed]) countRef(-1);
      forget(timer);
    }
  }
  // Nothing is left: a later timer of this duration gets a new list.
  dropList(list);
  return ran;
}

/**
 * Called by the loop: runs all due timers; returns the next expiry, 0 for none, negative if only unref'd ones remain.
 */
function processTimers(time) {
  time = MathTrunc(time);
  const context = op_context_get();
  nextExpiry = Infinity;
  let ran = false;
  let list;
  while ((list = heap[0]) !== undefined) {
    // `time` is not read again: timers that become due meanwhile must not starve the rest of the loop.
    if (list.expiry > time) break;
    ran = runList(list, time, ran);
  }
  ticks.leave();
  op_context_set(context);
  if (list === undefined) return 0;
  nextExpiry = list.expiry;
  return refCount > 0 ? nextExpiry : -nextExpiry;
}

const immediates = require('internal/timers/immediate').create({
  announce, kAsyncContextFrame, kAsyncId, kRefed, rest, runAs,
});

/** The timers and immediates that keep the process alive. */
function active() {
  const found = [];
  for (let i = 0; i < heap.length; i++) {
    const list = heap[i];
    for (let timer = list._idleNext; timer !== list; timer = timer._idleNext) {
      if (timer[kRefed]) found[found.length] = timer;
    }
  }
  return immediates.addRefed(found);
}

/** Adds a name for each timer and immediate that keeps the process alive to `list`. */
function addActive(list) {
  for (let i = 0; i < refCount; i++) list[list.length] = 'Timeout';
  for (let i = immediates.countRefs(); i > 0; i--) list[list.length] = 'Immediate';
  return list;
}

module.exports = {
  TIMEOUT_MAX,
  active,
  addActive,
  Timeout,
  Immediate: immediates.Immediate,
  kRefed,
  insert,
  unenroll,
  setTimeout,
  setInterval,
  setUnrefTimeout,
  setImmediate: immediates.setImmediate,
  clearTimeout,
  clearInterval: function clearInterval(timer) { clearTimeout(timer); },
  clearImmediate: immediates.clearImmediate,
  addInternalTask: immediates.addInternalTask,
  processTimers,
  processImmediates: immediates.processImmediates,
};
