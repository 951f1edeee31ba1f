// User timing: performance.mark and measure. https://w3c.github.io/user-timing/
'use strict';

const { ObjectDefineProperties, SafeMap, SafeSet, SymbolToStringTag } = primordials;
const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_MISSING_ARGS,
    ERR_PERFORMANCE_INVALID_TIMESTAMP,
    ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors');
const { validateNumber, validateObject, validateString } = require('internal/validators');
const { PerformanceEntry, kCreate } = require('internal/perf/entry');
const { bufferUserTiming, clearEntries, enqueue } = require('internal/perf/observe');
const { nodeTiming } = require('internal/perf/node_timing');
const { op_time_hr } = ops;

// Time of the last mark of each name.
const markTimes = new SafeMap();
const milestones = new SafeSet(['nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete']);

function clone(value) {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return require('internal/worker/structured_clone').structuredClone(value);
}

class PerformanceMark extends PerformanceEntry {
  #detail;

  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (milestones.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
    if (options !== undefined && options !== null) validateObject(options, 'options');
    const startTime = options?.startTime ?? op_time_hr();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    const detail = clone(options?.detail);
    super(kCreate, name, 'mark', startTime, 0);
    this.#detail = detail;
    markTimes.set(name, startTime);
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('PerformanceMark');
    return this.#detail;
  }
  toJSON() {
    return {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
      detail: this.detail,
    };
  }
}

class PerformanceMeasure extends PerformanceEntry {
  #detail;

  constructor(key = undefined, name = undefined, start = undefined, duration = undefined, detail = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(key, name, 'measure', start, duration);
    this.#detail = detail;
  }
  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('PerformanceMeasure');
    return this.#detail;
  }
  toJSON() {
    return {
      name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration,
      detail: this.detail,
    };
  }
}

for (const Class of [PerformanceMark, PerformanceMeasure]) {
  ObjectDefineProperties(Class.prototype, {
    detail: { __proto__: null, enumerable: true },
    [SymbolToStringTag]: { __proto__: null, configurable: true, value: Class.name },
  });
}

/** performance.mark() */
function mark(name, options) {
  const entry = new PerformanceMark(name, options);
  enqueue(entry);
  bufferUserTiming(entry);
  return entry;
}

// The time that a mark's name, a milestone's name or a number stands for.
function timeOf(name) {
  if (typeof name === 'number') {
    if (name < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(name);
    return name;
  }
  name = `${name}`;
  if (milestones.has(name)) return nodeTiming[name];
  const time = markTimes.get(name);
  if (time === undefined) {
    const { DOMException } = require('web/dom_exception');
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return time;
}

/** performance.measure() */
function measure(name, startOrOptions, endMark) {
  validateString(name, 'name');
  const options = typeof startOrOptions === 'object' && startOrOptions !== null ? startOrOptions : undefined;
  const { start: from, end: to, duration, detail } = options ?? {};
  const given = from !== undefined || to !== undefined || duration !== undefined || detail !== undefined;
  if (given) {
    if (endMark !== undefined) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
    if (from !== undefined && to !== undefined && duration !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'Must not have options.start, options.end, and options.duration specified');
    }
  }
  let end;
  if (endMark !== undefined) end = timeOf(endMark);
  else if (to !== undefined) end = timeOf(to);
  else if (from !== undefined && duration !== undefined) end = timeOf(from) + timeOf(duration);
  else end = op_time_hr();
  let start = 0;
  if (typeof startOrOptions === 'string') start = timeOf(startOrOptions);
  else if (from !== undefined) start = timeOf(from);
  else if (to !== undefined && duration !== undefined) start = timeOf(to) - timeOf(duration);
  const entry = new PerformanceMeasure(kCreate, name, start, end - start, clone(detail));
  enqueue(entry);
  bufferUserTiming(entry);
  return entry;
}

/** performance.clearMarks() */
function clearMarks(name) {
  if (name !== undefined) {
    name = `${name}`;
    if (milestones.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
    markTimes.delete(name);
  } else {
    markTimes.clear();
  }
  clearEntries('mark', name);
}

module.exports = { PerformanceMark, PerformanceMeasure, mark, measure, clearMarks };
