// perf_hooks.createSlidingWindowHistogram(): values of the last while, in chunks that are dropped as a whole.
// https://nodejs.org/api/perf_hooks.html#class-slidingwindowhistogram
'use strict';

const { ArrayPrototypePush, ArrayPrototypeSplice, MathFloor, MathMin, NumberMAX_SAFE_INTEGER } = primordials;
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger, validateObject } = require('internal/validators');
const { HdrHistogram } = require('internal/histogram/hdr');
const { checkRange, makeSnapshot } = require('internal/histogram');
const { checkValue } = require('internal/histogram/state');
const { op_time_hr } = ops;

const kCreate = {};

class SlidingWindowHistogram {
  #range;
  #limit;
  #duration;
  #perChunk;
  // Oldest first: { hdr, exceeds, number (of its time slot), records }.
  #chunks = [];
  #origin = op_time_hr();

  constructor(key = undefined, range, limit, duration, perChunk) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#range = range;
    this.#limit = limit;
    this.#duration = duration;
    this.#perChunk = perChunk;
  }

  #slot() {
    return MathFloor((op_time_hr() - this.#origin) / this.#duration);
  }
  #dropOld() {
    if (this.#duration === undefined) return;
    const oldest = this.#slot() - this.#limit + 1;
    let old = 0;
    while (old < this.#chunks.length && this.#chunks[old].number < oldest) old++;
    if (old > 0) ArrayPrototypeSplice(this.#chunks, 0, old);
  }
  #current() {
    this.#dropOld();
    const last = this.#chunks[this.#chunks.length - 1];
    const number = this.#duration === undefined ? 0 : this.#slot();
    if (last !== undefined && (this.#duration === undefined ? last.records < this.#perChunk : last.number === number)) {
      return last;
    }
    const { lowest, highest, figures } = this.#range;
    const chunk = { hdr: new HdrHistogram(lowest, highest, figures), exceeds: 0, number, records: 0 };
    ArrayPrototypePush(this.#chunks, chunk);
    if (this.#chunks.length > this.#limit) ArrayPrototypeSplice(this.#chunks, 0, 1);
    return chunk;
  }

  /** Records a value in the newest chunk. */
  record(val) {
    const value = checkValue(val);
    const chunk = this.#current();
    chunk.records = MathMin(chunk.records + 1, NumberMAX_SAFE_INTEGER);
    if (!chunk.hdr.record(value)) chunk.exceeds++;
  }

  /** A histogram of what is in the window now. */
  snapshot() {
    this.#dropOld();
    const { lowest, highest, figures } = this.#range;
    const hdr = new HdrHistogram(lowest, highest, figures);
    let exceeds = 0;
    for (let i = 0; i < this.#chunks.length; i++) {
      hdr.add(this.#chunks[i].hdr);
      exceeds += this.#chunks[i].exceeds;
    }
    return makeSnapshot(hdr, exceeds);
  }

  /** Empties the window. */
  reset() {
    this.#chunks = [];
    this.#origin = op_time_hr();
  }
}

/** perf_hooks.createSlidingWindowHistogram(). */
function createSlidingWindowHistogram(options) {
  validateObject(options, 'options');
  const { chunks, chunkDuration, recordsPerChunk, lowest = 1, highest = NumberMAX_SAFE_INTEGER, figures = 3 } = options;
  validateInteger(chunks, 'options.chunks', 1, 1024);
  checkRange(lowest, highest, figures);
  if ((chunkDuration === undefined) === (recordsPerChunk === undefined)) {
    throw new ERR_INVALID_ARG_VALUE('options', options,
                                    'must specify exactly one of "chunkDuration" or "recordsPerChunk"');
  }
  // The greatest duration whose nanoseconds fit into 64 bits.
  if (chunkDuration !== undefined) validateInteger(chunkDuration, 'options.chunkDuration', 1, 18_446_744_073_709);
  else validateInteger(recordsPerChunk, 'options.recordsPerChunk', 1);
  return new SlidingWindowHistogram(kCreate, { lowest, highest, figures }, chunks, chunkDuration, recordsPerChunk);
}

module.exports = { createSlidingWindowHistogram };
