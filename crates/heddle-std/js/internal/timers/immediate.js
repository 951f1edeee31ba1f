// Immediates: the queue behind setImmediate. https://nodejs.org/api/timers.html#class-immediate
'use strict';

const { ObjectDefineProperties, SymbolDispose } = primordials;
const { op_context_get, op_context_set, op_immediate_want } = ops;
const state = require('internal/async_state');
const ticks = require('internal/ticks');

// What is shared with timers, handed over by internal/timers.
let shared;
let kAsyncContextFrame;
let kAsyncId;
let kRefed;

let firstImmediate = null;
let lastImmediate = null;
let immediateRefs = 0;
// Work of the runtime itself that runs before the user's immediates, at the latest before the loop ends.
let internalTasks = [];
let running = false;

function tellImmediates() {
  const busy = internalTasks.length > 0;
  op_immediate_want(firstImmediate !== null || busy, immediateRefs > 0 || busy);
}

/** What setImmediate returns. https://nodejs.org/api/timers.html#class-immediate */
class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = false;
    shared.announce(this, 'Immediate');
    this[kRefed] = true;
    immediateRefs++;
    if (lastImmediate === null) {
      firstImmediate = this;
    } else {
      this._idlePrev = lastImmediate;
      lastImmediate._idleNext = this;
    }
    lastImmediate = this;
    if (firstImmediate === this || immediateRefs === 1) tellImmediates();
  }

  /** Keeps the process alive until the immediate ran. */
  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (immediateRefs++ === 0) tellImmediates();
    }
    return this;
  }

  /** Lets the process exit before the immediate ran. */
  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--immediateRefs === 0) tellImmediates();
    }
    return this;
  }

  /** Whether the immediate keeps the process alive. */
  hasRef() {
    return !!this[kRefed];
  }
}
ObjectDefineProperties(Immediate.prototype, {
  [SymbolDispose]: { __proto__: null, configurable: true, enumerable: true, writable: true, value: function() {
    clearImmediate(this);
  } },
});

function releaseImmediate(immediate) {
  immediate._destroyed = true;
  if (immediate[kRefed]) immediateRefs--;
  immediate[kRefed] = null;
}

/** The global setImmediate. */
function setImmediate(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
  return new Immediate(callback, shared.rest(arguments, 1));
}

/** The global clearImmediate. */
function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  releaseImmediate(immediate);
  if (state.hooks !== null) state.hooks.destroy(immediate[kAsyncId]);
  immediate._onImmediate = undefined;
  immediate[kAsyncContextFrame] = undefined;
  const { _idleNext: next, _idlePrev: prev } = immediate;
  if (prev !== null) prev._idleNext = next;
  else if (firstImmediate === immediate) firstImmediate = next;
  if (next !== null) next._idlePrev = prev;
  else if (lastImmediate === immediate) lastImmediate = prev;
  // One that is cleared while its turn runs keeps its links: the loop below steps over it.
  if (!running) {
    immediate._idleNext = null;
    immediate._idlePrev = null;
  }
  tellImmediates();
}

/** Adds the immediates that keep the process alive to `list`. */
function addRefed(list) {
  for (let immediate = firstImmediate; immediate !== null; immediate = immediate._idleNext) {
    if (immediate[kRefed]) list[list.length] = immediate;
  }
  return list;
}

/** For built-in modules: runs `task` in the next immediate phase. */
function addInternalTask(task) {
  internalTasks[internalTasks.length] = task;
  tellImmediates();
}

/** Called by the loop once a turn: runs the immediates that were queued before. */
function processImmediates() {
  const context = op_context_get();
  if (internalTasks.length > 0) {
    const tasks = internalTasks;
    internalTasks = [];
    for (let i = 0; i < tasks.length; i++) tasks[i]();
  }
  let immediate = firstImmediate;
  firstImmediate = lastImmediate = null;
  running = true;
  let ran = false;
  while (immediate !== null) {
    if (ran) ticks.runNextTicks();
    ran = false;
    if (immediate._destroyed) {
      immediate = immediate._idleNext;
      continue;
    }
    releaseImmediate(immediate);
    ran = shared.runAs(immediate, immediate[kAsyncContextFrame], immediate._onImmediate, immediate._argv);
    immediate._onImmediate = undefined;
    immediate[kAsyncContextFrame] = undefined;
    if (state.hooks !== null) state.hooks.destroy(immediate[kAsyncId]);
    const next = immediate._idleNext;
    immediate._idleNext = null;
    if (next !== null) next._idlePrev = null;
    immediate = next;
  }
  running = false;
  ticks.leave();
  op_context_set(context);
  tellImmediates();
}

module.exports = {
  create(parts) {
    shared = parts;
    ({ kAsyncContextFrame, kAsyncId, kRefed } = parts);
    return {
      Immediate, setImmediate, clearImmediate, addInternalTask, processImmediates, addRefed, countRefs: () => immediateRefs,
    };
  },
};
