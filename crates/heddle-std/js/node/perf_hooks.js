// node:perf_hooks. https://nodejs.org/api/perf_hooks.html
'use strict';

const { ObjectDefineProperty } = primordials;
const { performance, Performance } = require('web/performance');

const web = () => require('web/performance');
const histogram = () => require('internal/histogram');

function lazy(name, load) {
  ObjectDefineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: true, get: () => load()[name],
  });
}

module.exports = { Performance };
lazy('PerformanceEntry', web);
lazy('PerformanceMark', web);
lazy('PerformanceMeasure', web);
lazy('PerformanceObserver', web);
lazy('PerformanceObserverEntryList', web);
lazy('PerformanceResourceTiming', web);
lazy('monitorEventLoopDelay', () => require('internal/histogram/event_loop_delay'));
lazy('eventLoopUtilization', () => require('internal/perf/node_timing'));
lazy('timerify', () => require('internal/perf/timerify'));
lazy('createHistogram', histogram);
lazy('createSlidingWindowHistogram', () => require('internal/histogram/window'));
lazy('importHistogram', histogram);
module.exports.performance = performance;

/** Kinds and flags of garbage collection, with Node's numbers. */
const constants = {};
const numbers = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_MINOR_MARK_SWEEP: 2,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};
for (const name in numbers) {
  ObjectDefineProperty(constants, name, { __proto__: null, enumerable: true, value: numbers[name] });
}
ObjectDefineProperty(module.exports, 'constants', { __proto__: null, enumerable: true, value: constants });
