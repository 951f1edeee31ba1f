// Histogram and RecordableHistogram of node:perf_hooks. https://nodejs.org/api/perf_hooks.html#class-histogram
'use strict';

const {
  BigInt, MapPrototypeSet, Map, MathSqrt, Number, NumberMAX_SAFE_INTEGER, ObjectSetPrototypeOf, SymbolFor, Uint8Array,
} = primordials;
const {
  codes: {
    ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_METHOD_NOT_IMPLEMENTED,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { INT64_MAX, checkValue, clear, newState, recordDelta, recordIn } = require('internal/histogram/state');
const { MarkedObject } = require('internal/worker/marked_object');
const { kClone, register } = require('internal/worker/platform');

const kInspect = SymbolFor('nodejs.util.inspect.custom');
const kCreate = {};

// Built-in code gets at the state of histograms by these.
let stateOf;

const extras = () => require('internal/histogram/stats');

function checkPercentile(percentile) {
  validateNumber(percentile, 'percentile');
  if (!(percentile > 0 && percentile <= 100)) throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
}

const inference = () => require('internal/histogram/inference');

function confidenceOf(options) {
  validateObject(options, 'options');
  const { confidence = 0.95 } = options;
  validateNumber(confidence, 'options.confidence');
  if (!(confidence > 0 && confidence < 1)) throw new ERR_OUT_OF_RANGE('options.confidence', '> 0 && < 1', confidence);
  return confidence;
}
function otherOf(other) {
  if (!(other instanceof Histogram)) throw new ERR_INVALID_ARG_TYPE('other', 'Histogram', other);
  return stateOf(other).hdr;
}

class Histogram extends MarkedObject {
  // { hdr, exceeds, previous, halfLife, threshold, ewma… }
  #state;

  constructor(key = undefined, state = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this.#state = state;
  }

  static {
    stateOf = (histogram, name = 'Histogram') => {
      if (histogram === null || typeof histogram !== 'object' || !(#state in histogram)) {
        throw new ERR_INVALID_THIS(name);
      }
      return histogram.#state;
    };
  }

  /** How many values were recorded. */
  get count() {
    return stateOf(this).hdr.total;
  }
  get countBigInt() {
    return BigInt(stateOf(this).hdr.total);
  }
  get min() {
    return Number(stateOf(this).hdr.minBigInt());
  }
  get minBigInt() {
    return stateOf(this).hdr.minBigInt();
  }
  get max() {
    return Number(stateOf(this).hdr.maxBigInt());
  }
  get maxBigInt() {
    return stateOf(this).hdr.maxBigInt();
  }
  get mean() {
    return stateOf(this).hdr.mean();
  }
  get stddev() {
    return stateOf(this).hdr.stddev();
  }
  /** How many values were out of range. */
  get exceeds() {
    return stateOf(this).exceeds;
  }
  get exceedsBigInt() {
    return BigInt(stateOf(this).exceeds);
  }
  get skewness() {
    return extras().skewness(stateOf(this).hdr);
  }
  get kurtosis() {
    return extras().kurtosis(stateOf(this).hdr);
  }
  get ewmaMean() {
    return stateOf(this).ewmaMean;
  }
  get ewmaStddev() {
    return MathSqrt(stateOf(this).ewmaVariance);
  }
  get ewmaErrorRate() {
    return stateOf(this).ewmaErrorRate;
  }

  /** The value at or below which `percentile` percent of the values are. */
  percentile(percentile) {
    const { hdr } = stateOf(this);
    checkPercentile(percentile);
    const index = hdr.indexAtPercentile(percentile);
    return index < 0 ? 0 : Number(hdr.highestAtBigInt(index));
  }
  percentileBigInt(percentile) {
    const { hdr } = stateOf(this);
    checkPercentile(percentile);
    const index = hdr.indexAtPercentile(percentile);
    return index < 0 ? 0n : hdr.highestAtBigInt(index);
  }
  get percentiles() {
    const { hdr } = stateOf(this);
    const map = new Map();
    hdr.forEachPercentile((percentile, index) => MapPrototypeSet(map, percentile, index < 0 ? 0 : hdr.valueAt(index)));
    return map;
  }
  get percentilesBigInt() {
    const { hdr } = stateOf(this);
    const map = new Map();
    hdr.forEachPercentile((percentile, index) => {
      MapPrototypeSet(map, percentile, index < 0 ? 0n : BigInt(hdr.valueAt(index)));
    });
    return map;
  }

  /** Values of several percentiles. */
  percentilesAt(percentiles) {
    const { hdr } = stateOf(this);
    return extras().percentilesAt(hdr, percentiles);
  }
  /** How many values are equal to `value`, within the precision. */
  countAt(value) {
    const { hdr } = stateOf(this);
    validateNumber(value, 'value');
    return extras().countAt(hdr, value);
  }
  /** The share of values at or below `value`. */
  cdf(value) {
    const { hdr } = stateOf(this);
    validateNumber(value, 'value');
    return extras().cdf(hdr, value);
  }
  /** The share of values over `value`. */
  ccdf(value) {
    const { hdr } = stateOf(this);
    validateNumber(value, 'value');
    return 1 - extras().cdf(hdr, value);
  }
  /** Counts in steps of equal size. */
  linearBuckets(stepSize) {
    const { hdr } = stateOf(this);
    validateInteger(stepSize, 'stepSize', 1);
    return extras().linearBuckets(hdr, stepSize);
  }
  /** Counts in steps that grow by the factor `base`. */
  logBuckets(firstBucket, base) {
    const { hdr } = stateOf(this);
    validateInteger(firstBucket, 'firstBucket', 1);
    validateNumber(base, 'base');
    if (!(base > 1)) throw new ERR_OUT_OF_RANGE('base', '> 1', base);
    return extras().logBuckets(hdr, firstBucket, base);
  }

  /** The confidence interval of the mean. */
  meanCI(options = { __proto__: null }) {
    const { hdr } = stateOf(this);
    return inference().meanCI(hdr, confidenceOf(options));
  }
  /** The confidence interval of a percentile. */
  percentileCI(percentile, options = { __proto__: null }) {
    const { hdr } = stateOf(this);
    checkPercentile(percentile);
    return inference().percentileCI(hdr, percentile, confidenceOf(options));
  }
  /** Kolmogorov and Smirnov's distance. */
  ksTest(other) {
    const { hdr } = stateOf(this);
    return inference().ksTest(hdr, otherOf(other));
  }
  /** Welch's t-test. */
  welchTest(other, options = { __proto__: null }) {
    const { hdr } = stateOf(this);
    return inference().welchTest(hdr, otherOf(other), confidenceOf(options));
  }
  /** Mann and Whitney's U test. */
  mannWhitneyTest(other) {
    const { hdr } = stateOf(this);
    return inference().mannWhitneyTest(hdr, otherOf(other));
  }
  /** Cohen's d. */
  cohensD(other) {
    const { hdr } = stateOf(this);
    return inference().cohensD(hdr, otherOf(other));
  }
  /** Cliff's delta. */
  cliffsD(other) {
    const { hdr } = stateOf(this);
    return inference().cliffsD(hdr, otherOf(other));
  }
  /** How fast the error budget of a service level objective is used up. */
  burnRate(sloTarget) {
    const state = stateOf(this);
    validateNumber(sloTarget, 'sloTarget');
    if (!(sloTarget > 0 && sloTarget < 1)) throw new ERR_OUT_OF_RANGE('sloTarget', '> 0 && < 1', sloTarget);
    return state.ewmaErrorRate / (1 - sloTarget);
  }
  /** Node's quantile-respectful density estimate is not supported here. */
  qrde() {
    stateOf(this);
    throw new ERR_METHOD_NOT_IMPLEMENTED('Histogram.qrde()');
  }
  /** The histogram as bytes, for importHistogram(). */
  export() {
    return require('internal/histogram/codec').encode(stateOf(this));
  }

  /** Forgets all values. */
  reset() {
    clear(stateOf(this));
  }

  toJSON() {
    const { percentiles } = this;
    const table = {};
    percentiles.forEach((value, percentile) => { table[percentile] = value; });
    return {
      count: this.count,
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      skewness: this.skewness,
      kurtosis: this.kurtosis,
      ewmaMean: this.ewmaMean,
      ewmaStddev: this.ewmaStddev,
      ewmaErrorRate: this.ewmaErrorRate,
      percentiles: table,
    };
  }

  [kClone]() {
    return require('internal/histogram/shared').describe(stateOf(this), isRecordable(this));
  }

  [kInspect](depth, options) {
    if (depth < 0) return `[${this.constructor.name}]`;
    const { inspect } = require('internal/util/inspect');
    return `Histogram ${inspect({
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      skewness: this.skewness,
      kurtosis: this.kurtosis,
      count: this.count,
      percentiles: this.percentiles,
    }, { ...options, depth: options.depth === null || options.depth === undefined ? null : options.depth - 1 })}`;
  }
}

class RecordableHistogram extends Histogram {
  #recordable = true;

  static #check(histogram) {
    if (histogram === null || typeof histogram !== 'object' || !(#recordable in histogram)) {
      throw new ERR_INVALID_THIS('RecordableHistogram');
    }
    return stateOf(histogram);
  }

  /** Records a value. */
  record(val) {
    const state = RecordableHistogram.#check(this);
    recordIn(state, checkValue(val));
  }
  /** Records the nanoseconds since the last call of this method. */
  recordDelta() {
    recordDelta(RecordableHistogram.#check(this));
  }
  /** Records a value and those that a stalled sampler, due every `expectedInterval`, did not get to record. */
  recordCorrected(val, expectedInterval) {
    const state = RecordableHistogram.#check(this);
    const value = checkValue(val);
    const interval = typeof expectedInterval === 'bigint' ? expectedInterval : undefined;
    if (interval === undefined) validateInteger(expectedInterval, 'expectedInterval', 1);
    recordIn(state, value);
    const step = BigInt(interval ?? expectedInterval);
    for (let missing = BigInt(value) - step; missing >= step; missing -= step) {
      recordIn(state, missing <= NumberMAX_SAFE_INTEGER ? Number(missing) : missing);
    }
  }
  /** Adds the values of another histogram. */
  add(other) {
    const state = RecordableHistogram.#check(this);
    const added = RecordableHistogram.#other(other);
    state.hdr.add(added.hdr);
    state.exceeds += added.exceeds;
  }
  /** Takes away the values of another histogram. */
  subtract(other) {
    const state = RecordableHistogram.#check(this);
    state.hdr.subtract(RecordableHistogram.#other(other).hdr);
  }
  static #other(other) {
    if (other === null || typeof other !== 'object' || !(#recordable in other)) {
      throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    }
    return stateOf(other);
  }
}

// As in Node: instances of subclasses of Histogram cannot be made by users.
ObjectSetPrototypeOf(RecordableHistogram, Histogram);

function checkRange(lowest, highest, figures) {
  if (typeof lowest === 'bigint') {
    if (lowest < 1n || lowest > INT64_MAX) {
      throw new ERR_OUT_OF_RANGE('options.lowest', `>= 1n && <= ${INT64_MAX}n`, lowest);
    }
  } else {
    validateInteger(lowest, 'options.lowest', 1, NumberMAX_SAFE_INTEGER);
  }
  const least = 2n * BigInt(lowest);
  if (typeof highest === 'bigint') {
    if (highest < 1n || highest > INT64_MAX) {
      throw new ERR_OUT_OF_RANGE('options.highest', `>= 1n && <= ${INT64_MAX}n`, highest);
    }
  } else {
    validateInteger(highest, 'options.highest', 1, NumberMAX_SAFE_INTEGER);
  }
  if (highest < least) throw new ERR_OUT_OF_RANGE('options.highest', `>= 2 * options.lowest (${least}n)`, highest);
  validateInteger(figures, 'options.figures', 1, 5);
}

/** perf_hooks.createHistogram(). */
function createHistogram(options = { __proto__: null }) {
  validateObject(options, 'options');
  const { lowest = 1, highest = NumberMAX_SAFE_INTEGER, figures = 3, halfLife = 0, threshold = 0 } = options;
  checkRange(lowest, highest, figures);
  validateNumber(halfLife, 'options.halfLife');
  if (halfLife < 0) throw new ERR_OUT_OF_RANGE('options.halfLife', '>= 0', halfLife);
  validateNumber(threshold, 'options.threshold');
  if (threshold < 0) throw new ERR_OUT_OF_RANGE('options.threshold', '>= 0', threshold);
  return new RecordableHistogram(kCreate, newState(lowest, highest, figures, halfLife, threshold));
}

/** perf_hooks.importHistogram(): the histogram that export() wrote. */
function importHistogram(data) {
  if (!(data instanceof Uint8Array)) throw new ERR_INVALID_ARG_TYPE('data', 'Uint8Array', data);
  const state = require('internal/histogram/codec').decode(data, newState);
  if (state === undefined) {
    const error = new ERR_INVALID_ARG_VALUE('data', data);
    error.message = 'Invalid histogram export data';
    throw error;
  }
  return new RecordableHistogram(kCreate, state);
}

/** A histogram of these counts that users cannot record in. */
function makeSnapshot(hdr, exceeds) {
  const state = newState(hdr.lowest, hdr.highest, hdr.figures);
  state.hdr = hdr;
  state.exceeds = exceeds;
  return new Histogram(kCreate, state);
}

/** Whether built-in code may record in `value`. */
function isRecordable(value) {
  return value instanceof RecordableHistogram;
}

// Clones record in the memory of the original.
register('Histogram', ({ recordable, range, memory, averages }) => {
  const state = newState(range[0], range[1], range[2], range[3], range[4]);
  state.samples = averages[0];
  state.ewmaMean = averages[1];
  state.ewmaVariance = averages[2];
  state.ewmaErrorRate = averages[3];
  require('internal/histogram/shared').attach(state, memory);
  return recordable ? new RecordableHistogram(kCreate, state) : new Histogram(kCreate, state);
});

module.exports = {
  Histogram, RecordableHistogram, checkRange, createHistogram, importHistogram, isRecordable, kCreate, makeSnapshot, stateOf,
};
