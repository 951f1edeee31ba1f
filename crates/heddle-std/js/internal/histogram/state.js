// What a histogram has recorded, and how values get there.
'use strict';

const { MathPow, MathTrunc, Number, NumberMAX_SAFE_INTEGER } = primordials;
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateInteger } = require('internal/validators');
const { HdrHistogram } = require('internal/histogram/hdr');

const INT64_MAX = 2n ** 63n - 1n;
const { op_time_hr } = ops;

function newState(lowest, highest, figures, halfLife = 0, threshold = 0) {
  return {
    hdr: new HdrHistogram(lowest, highest, figures), exceeds: 0, previous: undefined,
    halfLife, threshold, samples: 0, ewmaMean: 0, ewmaVariance: 0, ewmaErrorRate: 0,
  };
}

function clear(state) {
  state.hdr.reset();
  state.exceeds = 0;
  state.previous = undefined;
  state.samples = state.ewmaMean = state.ewmaVariance = state.ewmaErrorRate = 0;
}

function recordIn(state, value) {
  if (!state.hdr.record(value)) {
    state.exceeds++;
    return;
  }
  if (state.halfLife > 0) average(state, Number(value));
}

// Exponentially weighted mean and variance: a value's weight has halved after `halfLife` further ones.
function average(state, value) {
  const weight = 1 - MathPow(2, -1 / state.halfLife);
  const failed = state.threshold > 0 && value > state.threshold ? 1 : 0;
  if (state.samples++ === 0) {
    state.ewmaMean = value;
    state.ewmaErrorRate = failed;
    return;
  }
  const difference = value - state.ewmaMean;
  state.ewmaMean += weight * difference;
  state.ewmaVariance = (1 - weight) * (state.ewmaVariance + weight * difference * difference);
  state.ewmaErrorRate += weight * (failed - state.ewmaErrorRate);
}

function checkValue(value) {
  if (typeof value === 'bigint') {
    if (value < 1n || value > INT64_MAX) {
      const error = new ERR_OUT_OF_RANGE('val', `>= 1 && <= ${INT64_MAX}`, value);
      error.message = 'value is out of range';
      throw error;
    }
    return value <= NumberMAX_SAFE_INTEGER ? Number(value) : value;
  }
  validateInteger(value, 'val', 1);
  return value;
}

/** Records the nanoseconds since the last call; built-in code uses it as well. */
function recordDelta(state) {
  const now = op_time_hr();
  const { previous } = state;
  state.previous = now;
  if (previous === undefined) return;
  const delta = MathTrunc((now - previous) * 1e6);
  if (delta > 0) recordIn(state, delta);
}

module.exports = { INT64_MAX, checkValue, clear, newState, recordDelta, recordIn };
