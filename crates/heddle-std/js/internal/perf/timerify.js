// performance.timerify(): a function that reports how long each call takes.
// https://nodejs.org/api/perf_hooks.html#performancetimerifyfn-options
'use strict';

const { MathCeil, ObjectDefineProperties, ReflectApply, ReflectConstruct } = primordials;
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const { enqueue } = require('internal/perf/observe');
const { createPerformanceNodeEntry } = require('internal/perf/entry');
const { op_time_hr } = ops;

function report(name, args, start, histogram) {
  const duration = op_time_hr() - start;
  if (histogram !== undefined) histogram.record(MathCeil(duration * 1e6) || 1);
  const entry = createPerformanceNodeEntry(name, 'function', start, duration, args);
  // Arguments are also the entry's indices.
  for (let i = 0; i < args.length; i++) entry[i] = args[i];
  enqueue(entry);
}

function timerify(fn, options = { __proto__: null }) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && !require('internal/histogram').isRecordable(histogram)) {
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }
  function timerified(...args) {
    const start = op_time_hr();
    const result = new.target ? ReflectConstruct(fn, args, fn) : ReflectApply(fn, this, args);
    if (!new.target && typeof result?.finally === 'function') {
      return result.finally(() => report(fn.name, args, start, histogram));
    }
    report(fn.name, args, start, histogram);
    return result;
  }
  ObjectDefineProperties(timerified, {
    length: { __proto__: null, configurable: false, enumerable: true, value: fn.length },
    name: { __proto__: null, configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

module.exports = { timerify };
