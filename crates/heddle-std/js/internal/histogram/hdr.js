// A high dynamic range histogram: counts of integers with a fixed number of significant digits, as Gil Tene's
// HdrHistogram defines it (http://hdrhistogram.org/), so that results equal those of Node's copy of the C version.
//
// Values up to 2^53 are numbers; larger ones (up to 2^63 - 1) come and go as bigints.
'use strict';

const {
  BigInt, Float64Array, MathCeil, MathClz32, MathFloor, MathLog, MathLog2, MathMax, MathMin, MathPow, MathSqrt,
  MathTrunc,
  Number, NumberMAX_SAFE_INTEGER,
} = primordials;

const INT64_MAX = 2n ** 63n - 1n;

// Position of the highest set bit.
function log2(value) {
  if (typeof value === 'bigint') {
    const high = Number(value >> 32n);
    return high > 0 ? 32 + log2(high) : log2(Number(value));
  }
  const high = MathFloor(value / 4294967296);
  return high > 0 ? 32 + (31 - MathClz32(high)) : 31 - MathClz32(value);
}

class HdrHistogram {
  /** Bounds are numbers or bigints, 1 <= lowest, 2 * lowest <= highest; figures 1 to 5. */
  constructor(lowest, highest, figures) {
    this.lowest = lowest;
    this.highest = highest;
    this.figures = figures;
    this.unitMagnitude = log2(lowest);
    const magnitude = MathCeil(MathLog2(2 * MathPow(10, figures)));
    // Each bucket but the first is represented by the upper half of its sub-buckets.
    this.halfMagnitude = MathMax(magnitude, 1) - 1;
    this.halfCount = MathPow(2, this.halfMagnitude);
    let buckets = 1;
    const limit = BigInt(highest);
    for (let end = BigInt(this.halfCount) * 2n << BigInt(this.unitMagnitude); end <= limit; end <<= 1n) {
      buckets++;
      if (end > INT64_MAX / 2n) break;
    }
    this.length = (buckets + 1) * this.halfCount;
    this.reset();
  }

  reset() {
    // Half-buckets get their array when something falls into them: most never do.
    this.chunks = [];
    this.total = 0;
    this.minIndex = -1;
    this.maxIndex = -1;
    this.min = undefined;
    this.max = 0;
  }

  /** Index of the count for `value`; at or over `length` when it is out of range. */
  indexOf(value) {
    const { unitMagnitude, halfMagnitude, halfCount } = this;
    const bucket = MathMax(log2(value) - unitMagnitude - halfMagnitude, 0);
    const shift = bucket + unitMagnitude;
    const sub = typeof value === 'bigint' ? Number(value >> BigInt(shift)) : MathFloor(value / MathPow(2, shift));
    return (bucket + 1) * halfCount + sub - halfCount;
  }

  /** Lowest value that is counted at `index`. */
  valueAt(index) {
    const { halfCount } = this;
    let bucket = MathFloor(index / halfCount) - 1;
    let sub = index % halfCount + halfCount;
    if (bucket < 0) {
      sub -= halfCount;
      bucket = 0;
    }
    return sub * MathPow(2, bucket + this.unitMagnitude);
  }

  /** How many values are counted at `index`. */
  sizeAt(index) {
    return MathPow(2, MathMax(MathFloor(index / this.halfCount) - 1, 0) + this.unitMagnitude);
  }

  medianAt(index) {
    return this.valueAt(index) + MathFloor(this.sizeAt(index) / 2);
  }
  highestAt(index) {
    return this.valueAt(index) + (this.sizeAt(index) - 1);
  }
  highestAtBigInt(index) {
    return BigInt(this.valueAt(index)) + BigInt(this.sizeAt(index)) - 1n;
  }

  countAtIndex(index) {
    const chunk = this.chunks[MathTrunc(index / this.halfCount)];
    return chunk === undefined ? 0 : chunk[index % this.halfCount];
  }

  /** Adds to a count, without regard to the least and greatest value. */
  addAt(index, count) {
    const at = MathTrunc(index / this.halfCount);
    const chunk = this.chunks[at] ??= new Float64Array(this.halfCount);
    chunk[index % this.halfCount] += count;
    this.total += count;
  }

  /** Counts `value`; false when it is over the range. */
  record(value, count = 1) {
    if (value > this.highest) return false;
    const index = this.indexOf(value);
    if (index >= this.length) return false;
    this.addAt(index, count);
    const zero = typeof value === 'bigint' ? value === 0n : value === 0;
    if (!zero && (this.min === undefined || value < this.min)) {
      this.min = value;
      this.minIndex = index;
    }
    if (value > this.max) {
      this.max = value;
      this.maxIndex = index;
    }
    return true;
  }

  /** Takes away up to `count` at `value`. */
  remove(value, count) {
    const index = this.indexOf(value);
    if (index >= this.length) return;
    this.addAt(index, -MathMin(count, this.countAtIndex(index)));
  }

  /** Finds the least and the greatest value again, after counts were removed. */
  refreshBounds() {
    this.min = undefined;
    this.max = 0;
    this.minIndex = this.maxIndex = -1;
    this.forEach((index) => {
      const value = this.exact(index);
      if (index > 0 && this.min === undefined) {
        this.min = value;
        this.minIndex = index;
      }
      this.max = value;
      this.maxIndex = index;
    });
  }

  /** Sets the least (over 0) and the greatest recorded value. */
  setBounds(min, max) {
    this.min = min === INT64_MAX ? undefined : min;
    this.minIndex = this.min === undefined ? -1 : this.indexOf(min);
    this.max = max;
    this.maxIndex = max > 0 ? this.indexOf(max) : -1;
  }

  // The value as a number if that is exact.
  exact(index) {
    const value = this.valueAt(index);
    return value <= NumberMAX_SAFE_INTEGER ? value : BigInt(value);
  }

  /** Calls `visit(index, count)` for every index that has a count, in order. */
  forEach(visit) {
    const { chunks, halfCount } = this;
    for (let c = 0; c < chunks.length; c++) {
      const chunk = chunks[c];
      if (chunk === undefined) continue;
      for (let i = 0; i < halfCount; i++) if (chunk[i] > 0) visit(c * halfCount + i, chunk[i]);
    }
  }

  /** Lowest index from `from` on that has a count; -1 for none. */
  #next(from) {
    const { chunks, halfCount } = this;
    for (let c = MathTrunc(from / halfCount); c < chunks.length; c++) {
      const chunk = chunks[c];
      if (chunk !== undefined) {
        for (let i = from > c * halfCount ? from - c * halfCount : 0; i < halfCount; i++) {
          if (chunk[i] > 0) return c * halfCount + i;
        }
      }
    }
    return -1;
  }

  /** The least recorded value, as a bigint; the greatest possible one when there is none. */
  minBigInt() {
    if (this.countAtIndex(0) > 0) return 0n;
    return this.total === 0 || this.minIndex < 0 ? INT64_MAX : BigInt(this.valueAt(this.minIndex));
  }
  maxBigInt() {
    return this.maxIndex < 0 ? 0n : this.highestAtBigInt(this.maxIndex);
  }

  mean() {
    let sum = 0;
    this.forEach((index, count) => { sum += count * this.medianAt(index); });
    return sum / this.total;
  }

  /** Mean of (value - mean) to the `power`. */
  moment(power) {
    const mean = this.mean();
    let sum = 0;
    this.forEach((index, count) => {
      const difference = this.medianAt(index) - mean;
      let product = difference;
      for (let i = 1; i < power; i++) product *= difference;
      sum += product * count;
    });
    return sum / this.total;
  }
  stddev() {
    return MathSqrt(this.moment(2));
  }

  /** Index of the value below which `percentile` percent of the recorded values lie; -1 when nothing is recorded. */
  indexAtPercentile(percentile) {
    let wanted = MathFloor(MathMin(percentile, 100) / 100 * this.total + 0.5);
    wanted = MathMax(wanted, 1);
    let seen = 0;
    let index = -1;
    while ((index = this.#next(index + 1)) >= 0) {
      seen += this.countAtIndex(index);
      if (seen >= wanted) return index;
    }
    return -1;
  }

  /** Calls `visit(percentile, index)` for percentiles whose distance from 100 halves at every step. */
  forEachPercentile(visit) {
    let seen = 0;
    let index = -1;
    let next = 0;
    while (seen < this.total) {
      index = this.#next(index + 1);
      seen += this.countAtIndex(index);
      const current = 100 * seen / this.total;
      // One index may answer for several percentiles, but the last one is reported as 100.
      while (next <= current) {
        visit(next, index);
        const distance = MathPow(2, MathTrunc(MathLog(100 / (100 - next)) / MathLog(2)) + 1);
        next += 100 / distance;
        if (seen >= this.total) break;
      }
    }
    visit(100, index);
  }

  /** Adds the counts of `other`, of whatever range. */
  add(other) {
    other.forEach((index, count) => this.record(other.exact(index), count));
  }
  subtract(other) {
    other.forEach((index, count) => this.remove(other.exact(index), count));
    this.refreshBounds();
  }
}

module.exports = { HdrHistogram };
