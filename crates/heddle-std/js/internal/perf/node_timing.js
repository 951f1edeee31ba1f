// performance.nodeTiming and eventLoopUtilization(). https://nodejs.org/api/perf_hooks.html#class-performancenodetiming
'use strict';

const { ObjectDefineProperties, ObjectSetPrototypeOf, SymbolFor } = primordials;
const { PerformanceEntry, inspectAs } = require('internal/perf/entry');
const { op_loop_metrics, op_time_hr } = ops;

const kInspect = SymbolFor('nodejs.util.inspect.custom');

// Positions in the array that op_loop_metrics returns; times in ms since the time origin, -1 for what has not happened.
const positions = {
  __proto__: null, nodeStart: 0, v8Start: 1, environment: 2, bootstrapComplete: 3, loopStart: 4, loopExit: 5,
  idleTime: 6,
};

class PerformanceNodeTiming {
  constructor() {
    const metric = (name) => ({
      __proto__: null, configurable: true, enumerable: true, get: () => op_loop_metrics()[positions[name]],
    });
    const constant = (value) => ({ __proto__: null, configurable: true, enumerable: true, value });
    ObjectDefineProperties(this, {
      name: constant('node'),
      entryType: constant('node'),
      startTime: constant(0),
      duration: { __proto__: null, configurable: true, enumerable: true, get: op_time_hr },
      nodeStart: metric('nodeStart'),
      v8Start: metric('v8Start'),
      environment: metric('environment'),
      loopStart: metric('loopStart'),
      loopExit: metric('loopExit'),
      bootstrapComplete: metric('bootstrapComplete'),
      idleTime: metric('idleTime'),
      uvMetricsInfo: {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get() {
          const { 7: loopCount, 8: events, 9: eventsWaiting } = op_loop_metrics();
          return { loopCount, events, eventsWaiting };
        },
      },
    });
  }

  toJSON() {
    return {
      name: 'node',
      entryType: 'node',
      startTime: this.startTime,
      duration: this.duration,
      nodeStart: this.nodeStart,
      v8Start: this.v8Start,
      bootstrapComplete: this.bootstrapComplete,
      environment: this.environment,
      loopStart: this.loopStart,
      loopExit: this.loopExit,
      idleTime: this.idleTime,
    };
  }

  [kInspect](depth, options) {
    return inspectAs(this, this.toJSON(), depth, options);
  }
}
// An instance of PerformanceEntry whose fields are its own.
ObjectSetPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);
ObjectSetPrototypeOf(PerformanceNodeTiming, PerformanceEntry);

const nodeTiming = new PerformanceNodeTiming();

/** How busy a loop was, from when it started, how long it was idle, and the time; shared with Worker#performance. */
function utilization(loopStart, idle, now, util1, util2) {
  if (loopStart <= 0) return { idle: 0, active: 0, utilization: 0 };
  if (util2) {
    const idleDelta = util1.idle - util2.idle;
    const activeDelta = util1.active - util2.active;
    return { idle: idleDelta, active: activeDelta, utilization: activeDelta / (idleDelta + activeDelta) };
  }
  const active = now - loopStart - idle;
  if (!util1) return { idle, active, utilization: active / (idle + active) };
  const idleDelta = idle - util1.idle;
  const activeDelta = active - util1.active;
  return { idle: idleDelta, active: activeDelta, utilization: activeDelta / (idleDelta + activeDelta) };
}

/**
 * performance.eventLoopUtilization().
 * https://nodejs.org/api/perf_hooks.html#performanceeventlooputilizationutilization1-utilization2
 */
function eventLoopUtilization(utilization1, utilization2) {
  const { 4: loopStart, 6: idle } = op_loop_metrics();
  return utilization(loopStart, idle, op_time_hr(), utilization1, utilization2);
}

module.exports = { nodeTiming, eventLoopUtilization, utilization };
