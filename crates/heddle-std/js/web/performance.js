// The global `performance`. https://w3c.github.io/hr-time/ and
// https://nodejs.org/api/perf_hooks.html#perf_hooksperformance
'use strict';

const { ObjectDefineProperties, ObjectDefineProperty, Symbol, SymbolFor, SymbolToStringTag } = primordials;
const { EventTarget, defineEventHandler } = require('web/event_target');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { op_time_hr, op_time_origin } = ops;

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kCreate = Symbol('kCreate');

const observe = () => require('internal/perf/observe');
const userTiming = () => require('internal/perf/usertiming');
const node = () => require('internal/perf/node_timing');
const resources = () => require('internal/perf/resource_timing');

class Performance extends EventTarget {
  #performance = true;

  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
  }
  static #check(performance) {
    if (performance === null || typeof performance !== 'object' || !(#performance in performance)) {
      throw new ERR_INVALID_THIS('Performance');
    }
  }

  clearMarks(name = undefined) {
    Performance.#check(this);
    userTiming().clearMarks(name);
  }
  clearMeasures(name = undefined) {
    Performance.#check(this);
    observe().clearEntries('measure', name === undefined ? undefined : `${name}`);
  }
  clearResourceTimings(name = undefined) {
    Performance.#check(this);
    observe().clearEntries('resource', name === undefined ? undefined : `${name}`);
  }
  getEntries() {
    Performance.#check(this);
    return observe().filterTimeline();
  }
  getEntriesByName(name, type = undefined) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return observe().filterTimeline(`${name}`, type === undefined ? undefined : `${type}`);
  }
  getEntriesByType(type) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return observe().filterTimeline(undefined, `${type}`);
  }
  mark(name, options = undefined) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return userTiming().mark(name, options);
  }
  measure(name, startOrMeasureOptions = undefined, endMark = undefined) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return userTiming().measure(name, startOrMeasureOptions, endMark);
  }
  now() {
    Performance.#check(this);
    return op_time_hr();
  }
  setResourceTimingBufferSize(maxSize) {
    Performance.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    observe().setResourceTimingBufferSize(maxSize >>> 0);
  }
  get timeOrigin() {
    Performance.#check(this);
    return op_time_origin();
  }
  toJSON() {
    Performance.#check(this);
    const { nodeTiming, timeOrigin } = this;
    return { nodeTiming, timeOrigin, eventLoopUtilization: this.eventLoopUtilization() };
  }
  [kInspect](depth, options) {
    const { inspectAs } = require('internal/perf/entry');
    return inspectAs(this, { nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, depth, options);
  }
}

const enumerable = { __proto__: null, enumerable: true };
// Node's own additions: properties of the prototype that users may replace.
const own = (name, load) => ({
  __proto__: null,
  configurable: true,
  get() { return load()[name]; },
  set(value) {
    ObjectDefineProperty(this, name, { __proto__: null, configurable: true, enumerable: true, writable: true, value });
  },
});
ObjectDefineProperties(Performance.prototype, {
  clearMarks: enumerable,
  clearMeasures: enumerable,
  clearResourceTimings: enumerable,
  getEntries: enumerable,
  getEntriesByName: enumerable,
  getEntriesByType: enumerable,
  mark: enumerable,
  measure: enumerable,
  now: enumerable,
  setResourceTimingBufferSize: enumerable,
  timeOrigin: enumerable,
  toJSON: enumerable,
  [SymbolToStringTag]: { __proto__: null, configurable: true, value: 'Performance' },
  eventLoopUtilization: own('eventLoopUtilization', node),
  nodeTiming: own('nodeTiming', node),
  markResourceTiming: own('markResourceTiming', resources),
  timerify: own('timerify', () => require('internal/perf/timerify')),
});
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = new Performance(kCreate);

module.exports = {
  performance,
  Performance,
  get PerformanceEntry() { return require('internal/perf/entry').PerformanceEntry; },
  get PerformanceMark() { return userTiming().PerformanceMark; },
  get PerformanceMeasure() { return userTiming().PerformanceMeasure; },
  get PerformanceObserver() { return observe().PerformanceObserver; },
  get PerformanceObserverEntryList() { return observe().PerformanceObserverEntryList; },
  get PerformanceResourceTiming() { return resources().PerformanceResourceTiming; },
};
