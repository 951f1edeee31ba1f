// The performance timeline and its observers. https://w3c.github.io/performance-timeline/
'use strict';

const {
  ArrayFrom, ArrayIsArray, ArrayPrototypeIncludes, ArrayPrototypePush, ArrayPrototypeSlice, ArrayPrototypeSort, Error,
  ObjectDefineProperties, ObjectFreeze, ReflectApply, SafeSet, SymbolFor, SymbolToStringTag,
} = primordials;
const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { createPerformanceNodeEntry, inspectAs } = require('internal/perf/entry');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kCreate = {};
const supported = ['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'quic', 'resource'];

// --- buffers of the global timeline -------------------------------------------------------------------------------
const buffers = { __proto__: null, mark: [], measure: [], resource: [] };
const kWarnSize = 1e6;
const warned = { __proto__: null };
const clearNames = { __proto__: null, mark: 'clearMarks', measure: 'clearMeasures' };

/** Puts a mark or measure on the timeline. */
function bufferUserTiming(entry) {
  const { entryType } = entry;
  const buffer = buffers[entryType];
  ArrayPrototypePush(buffer, entry);
  if (buffer.length <= kWarnSize || warned[entryType]) return;
  warned[entryType] = true;
  const warning = new Error(
    `Possible perf_hooks memory leak detected. ${buffer.length} ${entryType} entries added to the global performance ` +
    `entry buffer. Use performance.${clearNames[entryType]} to clear the buffer.`);
  warning.name = 'MaxPerformanceEntryBufferExceededWarning';
  warning.entryType = entryType;
  warning.count = buffer.length;
  require('internal/ticks').getProcess().emitWarning(warning);
}

let resourceLimit = 250;
// Entries that wait for the user to make room for them.
let overflow = [];
let overflowPending = false;

/** Puts a resource on the timeline, or aside when the buffer is full. */
function bufferResourceTiming(entry) {
  if (buffers.resource.length < resourceLimit && !overflowPending) {
    ArrayPrototypePush(buffers.resource, entry);
    return;
  }
  ArrayPrototypePush(overflow, entry);
  if (overflowPending) return;
  overflowPending = true;
  require('internal/timers').setImmediate(drainOverflow);
}
function drainOverflow() {
  const { performance } = require('web/performance');
  const { Event, kTrustEvent } = require('web/event_target');
  while (overflow.length > 0) {
    const before = overflow.length;
    performance.dispatchEvent(new Event('resourcetimingbufferfull', { __proto__: null, [kTrustEvent]: true }));
    let moved = 0;
    while (moved < overflow.length && buffers.resource.length < resourceLimit) {
      ArrayPrototypePush(buffers.resource, overflow[moved++]);
    }
    overflow = ArrayPrototypeSlice(overflow, moved);
    // Nobody made room: what is left is lost.
    if (overflow.length >= before) overflow = [];
  }
  overflowPending = false;
}
function setResourceTimingBufferSize(size) {
  resourceLimit = size;
}

/** Removes the entries of a type, or those of one name. */
function clearEntries(type, name) {
  if (name === undefined) {
    buffers[type] = [];
    return;
  }
  const kept = [];
  const list = buffers[type];
  for (let i = 0; i < list.length; i++) if (list[i].name !== name) ArrayPrototypePush(kept, list[i]);
  buffers[type] = kept;
}

function chronological(entries) {
  return ArrayPrototypeSort(entries, (a, b) => a.startTime - b.startTime);
}

/** Entries of the timeline in order of time, filtered. */
function filterTimeline(name, type) {
  const found = [];
  const types = ['mark', 'measure', 'resource'];
  for (let t = 0; t < types.length; t++) {
    if (type !== undefined && type !== types[t]) continue;
    const list = buffers[types[t]];
    for (let i = 0; i < list.length; i++) {
      if (name === undefined || list[i].name === name) {
        ArrayPrototypePush(found, list[i]);
      }
    }
  }
  return chronological(found);
}

// --- observers ----------------------------------------------------------------------------------------------------
const observers = new SafeSet();
const pending = new SafeSet();
const counts = { __proto__: null };
let scheduled = false;

let offer;
let dispatch;

function schedule(observer) {
  pending.add(observer);
  if (scheduled) return;
  scheduled = true;
  require('internal/timers').setImmediate(() => {
    scheduled = false;
    const due = [];
    pending.forEach((one) => { due[due.length] = one; });
    pending.clear();
    for (let i = 0; i < due.length; i++) dispatch(due[i]);
  });
}

/** Whether anybody observes `type`: making an entry would be in vain otherwise. */
function hasObserver(type) {
  return (counts[type] ?? 0) > 0;
}

/** Hands an entry to the observers of its type. */
function enqueue(entry) {
  observers.forEach((observer) => offer(observer, entry));
}

/** Begins the measurement of an operation of the runtime; `stopPerf` enqueues its entry. */
function startPerf(target, key, context = {}) {
  target[key] = { ...context, startTime: ops.op_time_hr() };
}
function stopPerf(target, key, context = {}) {
  const begun = target[key];
  if (!begun) return;
  const { startTime, name, type, detail } = begun;
  const duration = ops.op_time_hr() - startTime;
  enqueue(createPerformanceNodeEntry(name, type, startTime, duration, { ...detail, ...context.detail }));
}

// [start, duration, kind, flags, …]
function onCollections(list) {
  for (let i = 0; i < list.length; i += 4) {
    const detail = { kind: list[i + 2], flags: list[i + 3] };
    enqueue(createPerformanceNodeEntry('gc', 'gc', list[i], list[i + 1], detail));
  }
}

let collectionsHooked = false;
function watchCollections(on) {
  if (on && !collectionsHooked) {
    ops.op_loop_hooks_set({ onCollections });
    collectionsHooked = true;
  }
  ops.op_gc_watch(on);
}

function count(type, change) {
  const before = counts[type] ?? 0;
  const after = counts[type] = before + change;
  if (type === 'gc' && (before === 0) !== (after === 0)) watchCollections(after > 0);
}

/** What an observer's callback gets. */
class PerformanceObserverEntryList {
  #entries;
  constructor(key = undefined, entries = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#entries = chronological(entries);
  }
  getEntries() {
    return ArrayPrototypeSlice(this.#entries);
  }
  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return this.#filter((entry) => entry.entryType === `${type}`);
  }
  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return this.#filter((entry) => entry.name === `${name}` && (type === undefined || entry.entryType === type));
  }
  #filter(test) {
    const found = [];
    for (let i = 0; i < this.#entries.length; i++) {
      if (test(this.#entries[i])) {
        ArrayPrototypePush(found, this.#entries[i]);
      }
    }
    return found;
  }
  [kInspect](depth, options) {
    return inspectAs(this, this.#entries, depth, options);
  }
}

class PerformanceObserver {
  #callback;
  #mode = undefined; // 'single' or 'multiple', by the first observe()
  #buffer = [];
  #types = new SafeSet();

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  static {
    offer = (observer, entry) => {
      if (!observer.#types.has(entry.entryType)) return;
      ArrayPrototypePush(observer.#buffer, entry);
      schedule(observer);
    };
    dispatch = (observer) => {
      const entries = observer.takeRecords();
      if (entries.length === 0) return;
      ReflectApply(observer.#callback, observer, [new PerformanceObserverEntryList(kCreate, entries), observer]);
    };
  }

  /** Types of entries that can be observed. */
  static get supportedEntryTypes() {
    return supported;
  }

  /** Starts to observe `entryTypes`, or one more `type`. */
  observe(options = { __proto__: null }) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = options;
    if (entryTypes === undefined && type === undefined) {
      throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    }
    if (entryTypes !== undefined && type !== undefined) {
      throw new ERR_INVALID_ARG_VALUE('options.entryTypes', entryTypes,
                                      'options.entryTypes can not set with options.type together');
    }
    if (this.#mode === undefined) {
      this.#mode = entryTypes !== undefined ? 'multiple' : 'single';
    } else if (this.#mode === 'single' ? entryTypes !== undefined : type !== undefined) {
      const { DOMException } = require('web/dom_exception');
      throw new DOMException(this.#mode === 'single' ?
        'PerformanceObserver can not change to multiple observations' :
        'PerformanceObserver can not change to single observation', 'InvalidModificationError');
    }
    if (this.#mode === 'multiple') {
      if (!ArrayIsArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      this.#forget();
      for (let i = 0; i < entryTypes.length; i++) this.#add(entryTypes[i]);
    } else {
      if (!this.#add(type)) return;
      if (buffered) {
        const past = filterTimeline(undefined, type);
        for (let i = 0; i < past.length; i++) ArrayPrototypePush(this.#buffer, past[i]);
        if (past.length > 0) schedule(this);
      }
    }
    if (this.#types.size > 0) observers.add(this);
    else this.disconnect();
  }

  #add(type) {
    if (!ArrayPrototypeIncludes(supported, type)) return false;
    if (!this.#types.has(type)) {
      this.#types.add(type);
      count(type, 1);
    }
    return true;
  }
  #forget() {
    this.#types.forEach((type) => count(type, -1));
    this.#types.clear();
  }

  /** Ends all observation. */
  disconnect() {
    this.#forget();
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#mode = undefined;
  }

  /** The entries that the callback was not called for yet. */
  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  [kInspect](depth, options) {
    return inspectAs(this, {
      connected: observers.has(this), pending: pending.has(this), entryTypes: ArrayFrom(this.#types),
      buffer: this.#buffer,
    }, depth, options);
  }
}
ObjectFreeze(supported);

const enumerable = { __proto__: null, enumerable: true };
const tag = (value) => ({ __proto__: null, configurable: true, value });
ObjectDefineProperties(PerformanceObserver.prototype, {
  observe: enumerable, disconnect: enumerable, takeRecords: enumerable, [SymbolToStringTag]: tag('PerformanceObserver'),
});
ObjectDefineProperties(PerformanceObserver, { supportedEntryTypes: enumerable });
ObjectDefineProperties(PerformanceObserverEntryList.prototype, {
  getEntries: enumerable, getEntriesByType: enumerable, getEntriesByName: enumerable,
  [SymbolToStringTag]: tag('PerformanceObserverEntryList'),
});

module.exports = {
  PerformanceObserver,
  PerformanceObserverEntryList,
  bufferResourceTiming,
  bufferUserTiming,
  clearEntries,
  enqueue,
  filterTimeline,
  hasObserver,
  setResourceTimingBufferSize,
  startPerf,
  stopPerf,
};
