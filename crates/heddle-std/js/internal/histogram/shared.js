// Histograms that several threads record in: a clone of a histogram has the counts of the original, in shared memory.
// https://nodejs.org/api/perf_hooks.html#class-histogram
'use strict';

const {
  AtomicsAdd, AtomicsCompareExchange, AtomicsLoad, AtomicsStore, BigInt, BigInt64Array, MathTrunc, Number,
  NumberMAX_SAFE_INTEGER, ObjectDefineProperties, SharedArrayBuffer, TypedArrayPrototypeFill,
} = primordials;

// Places of the head.
const TOTAL = 0;
const MIN = 1;
const MAX = 2;
const EXCEEDS = 3;
const HEAD = 4;
const NO_MIN = -1n;

const exact = (value) => (value <= NumberMAX_SAFE_INTEGER ? Number(value) : value);

// Sets head[place] to `value` unless what stands there is better already.
function improve(head, place, value, better) {
  for (let seen = AtomicsLoad(head, place); better(value, seen);) {
    const now = AtomicsCompareExchange(head, place, seen, value);
    if (now === seen) return;
    seen = now;
  }
}

const methods = {
  __proto__: null,
  reset() {
    const { chunks, head } = this.shared;
    for (let i = 0; i < chunks.length; i++) TypedArrayPrototypeFill(chunks[i], 0n);
    AtomicsStore(head, TOTAL, 0n);
    AtomicsStore(head, MIN, NO_MIN);
    AtomicsStore(head, MAX, 0n);
  },
  countAtIndex(index) {
    const { halfCount } = this;
    return Number(AtomicsLoad(this.chunks[MathTrunc(index / halfCount)], index % halfCount));
  },
  addAt(index, count) {
    const { halfCount } = this;
    AtomicsAdd(this.chunks[MathTrunc(index / halfCount)], index % halfCount, BigInt(count));
    AtomicsAdd(this.shared.head, TOTAL, BigInt(count));
  },
  record(value, count = 1) {
    if (value > this.highest) return false;
    const index = this.indexOf(value);
    if (index >= this.length) return false;
    this.addAt(index, count);
    const { head } = this.shared;
    const big = BigInt(value);
    if (big !== 0n) improve(head, MIN, big, (next, seen) => seen === NO_MIN || next < seen);
    improve(head, MAX, big, (next, seen) => next > seen);
    return true;
  },
  forEach(visit) {
    const { chunks, halfCount } = this;
    for (let c = 0; c < chunks.length; c++) {
      const chunk = chunks[c];
      for (let i = 0; i < halfCount; i++) {
        const count = Number(AtomicsLoad(chunk, i));
        if (count > 0) visit(c * halfCount + i, count);
      }
    }
  },
};

function accessor(get, set) {
  return { __proto__: null, get, set, configurable: true, enumerable: true };
}

/** Makes the histogram of `state` use the shared `memory`. */
function attach(state, memory) {
  const { hdr } = state;
  const head = new BigInt64Array(memory.head);
  const chunks = [];
  for (let i = 0; i < hdr.length / hdr.halfCount; i++) {
    chunks[i] = new BigInt64Array(memory.counts, i * hdr.halfCount * 8, hdr.halfCount);
  }
  hdr.shared = { __proto__: null, memory, head, chunks };
  hdr.chunks = chunks;
  const load = (place) => AtomicsLoad(head, place);
  const store = (place, value) => AtomicsStore(head, place, value);
  ObjectDefineProperties(hdr, {
    __proto__: null,
    total: accessor(() => Number(load(TOTAL)), (value) => store(TOTAL, BigInt(value))),
    min: accessor(() => (load(MIN) === NO_MIN ? undefined : exact(load(MIN))),
                  (value) => store(MIN, value === undefined ? NO_MIN : BigInt(value))),
    max: accessor(() => exact(load(MAX)), (value) => store(MAX, BigInt(value))),
    // They follow from the values.
    minIndex: accessor(() => (hdr.min === undefined ? -1 : hdr.indexOf(hdr.min)), () => {}),
    maxIndex: accessor(() => (hdr.max > 0 ? hdr.indexOf(hdr.max) : -1), () => {}),
  });
  for (const name in methods) hdr[name] = methods[name];
  ObjectDefineProperties(state, {
    __proto__: null,
    exceeds: accessor(() => Number(load(EXCEEDS)), (value) => store(EXCEEDS, BigInt(value))),
  });
}

/** Moves the counts into shared memory, once; the memory. */
function share(state) {
  const { hdr } = state;
  if (hdr.shared !== undefined) return hdr.shared.memory;
  const { exceeds } = state;
  const { chunks, total, min, max } = hdr;
  const memory = { counts: new SharedArrayBuffer(hdr.length * 8), head: new SharedArrayBuffer(HEAD * 8) };
  attach(state, memory);
  hdr.total = total;
  hdr.min = min;
  hdr.max = max;
  state.exceeds = exceeds;
  for (let c = 0; c < chunks.length; c++) {
    for (let i = 0; chunks[c] !== undefined && i < hdr.halfCount; i++) hdr.chunks[c][i] = BigInt(chunks[c][i]);
  }
  return memory;
}

/** What a message holds of a histogram. */
function describe(state, recordable) {
  const { hdr, halfLife, threshold, samples, ewmaMean, ewmaVariance, ewmaErrorRate } = state;
  const { lowest, highest, figures } = hdr;
  return ['Histogram', {
    recordable, range: [lowest, highest, figures, halfLife, threshold], memory: share(state),
    averages: [samples, ewmaMean, ewmaVariance, ewmaErrorRate],
  }];
}

module.exports = { attach, describe };
