// perf_hooks.monitorEventLoopDelay(). https://nodejs.org/api/perf_hooks.html#perf_hooksmonitoreventloopdelayoptions
'use strict';

const { ObjectDefineProperties, SymbolDispose } = primordials;
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { validateBoolean, validateInteger, validateObject } = require('internal/validators');
const { Histogram, kCreate, stateOf } = require('internal/histogram');
const { clear, newState, recordDelta } = require('internal/histogram/state');

/**
 * Histogram of the event loop's delay.
 * https://nodejs.org/api/perf_hooks.html#class-elddelayhistogram-extends-histogram
 */
class ELDHistogram extends Histogram {
  #resolution;
  #perIteration;
  #timer = undefined;

  constructor(key, state, resolution, perIteration) {
    super(key, state);
    this.#resolution = resolution;
    this.#perIteration = perIteration;
  }
  static #check(histogram) {
    if (histogram === null || typeof histogram !== 'object' || !(#timer in histogram)) {
      throw new ERR_INVALID_THIS('ELDHistogram');
    }
    return histogram;
  }

  /** Starts sampling; false when it was started already. */
  enable() {
    ELDHistogram.#check(this);
    if (this.#timer !== undefined) return false;
    const timers = require('internal/timers');
    const state = stateOf(this);
    clear(state);
    if (this.#perIteration) {
      const sample = () => {
        recordDelta(state);
        this.#timer = timers.setImmediate(sample).unref();
      };
      this.#timer = timers.setImmediate(sample).unref();
    } else {
      this.#timer = timers.setInterval(() => recordDelta(state), this.#resolution).unref();
    }
    return true;
  }
  /** Stops sampling; false when it was not started. */
  disable() {
    ELDHistogram.#check(this);
    if (this.#timer === undefined) return false;
    const timers = require('internal/timers');
    if (this.#perIteration) timers.clearImmediate(this.#timer);
    else timers.clearTimeout(this.#timer);
    this.#timer = undefined;
    return true;
  }
}
ObjectDefineProperties(ELDHistogram.prototype, {
  [SymbolDispose]: {
    __proto__: null, configurable: true, writable: true,
    value: { [SymbolDispose]() { this.disable(); } }[SymbolDispose],
  },
});

/** perf_hooks.monitorEventLoopDelay(). */
function monitorEventLoopDelay(options = { __proto__: null }) {
  validateObject(options, 'options');
  const { samplePerIteration = false, resolution = 10 } = options;
  validateBoolean(samplePerIteration, 'options.samplePerIteration');
  validateInteger(resolution, 'options.resolution', 1);
  // An hour in nanoseconds.
  return new ELDHistogram(kCreate, newState(1, 3.6e12, 3), resolution, samplePerIteration);
}

module.exports = { monitorEventLoopDelay };
