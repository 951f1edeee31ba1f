// The less common statistics of histograms. https://nodejs.org/api/perf_hooks.html#class-histogram
'use strict';

const {
  BigInt, Map, MapPrototypeGet, MapPrototypeSet, MathFloor, MathMax, MathPow, Number, NumberMAX_SAFE_INTEGER,
} = primordials;

/** Third standardised moment: 0 for a symmetrical distribution. */
function skewness(hdr) {
  if (hdr.total === 0) return 0;
  const variance = hdr.moment(2);
  return variance === 0 ? 0 : hdr.moment(3) / MathPow(variance, 1.5);
}

/** Fourth standardised moment less 3, so that the normal distribution has 0. */
function kurtosis(hdr) {
  if (hdr.total === 0) return 0;
  const variance = hdr.moment(2);
  return variance === 0 ? 0 : hdr.moment(4) / (variance * variance) - 3;
}

function percentilesAt(hdr, percentiles) {
  const { validateArray, validateNumber } = require('internal/validators');
  const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
  validateArray(percentiles, 'percentiles');
  const map = new Map();
  for (let i = 0; i < percentiles.length; i++) {
    const percentile = percentiles[i];
    validateNumber(percentile, `percentiles[${i}]`);
    if (!(percentile > 0 && percentile <= 100)) {
      throw new ERR_OUT_OF_RANGE(`percentiles[${i}]`, '> 0 && <= 100', percentile);
    }
    const index = hdr.indexAtPercentile(percentile);
    MapPrototypeSet(map, percentile, index < 0 ? 0 : Number(hdr.highestAtBigInt(index)));
  }
  return map;
}

function countAt(hdr, value) {
  if (!(value >= 0 && value <= NumberMAX_SAFE_INTEGER)) return 0;
  value = MathFloor(value);
  const index = hdr.indexOf(value);
  return index >= hdr.length ? 0 : hdr.countAtIndex(index);
}

function cdf(hdr, value) {
  if (hdr.total === 0 || !(value >= 0)) return 0;
  const last = value > NumberMAX_SAFE_INTEGER ? hdr.length : hdr.indexOf(MathFloor(value));
  let below = 0;
  hdr.forEach((index, count) => { if (index <= last) below += count; });
  return below / hdr.total;
}

// Sums the counts up to each limit that `next` gives; the key is the limit as the histogram can tell it.
function buckets(hdr, first, next) {
  const map = new Map();
  let limit = first;
  let sum = 0;
  let left = hdr.total;
  const close = () => {
    const index = hdr.indexOf(BigInt(limit));
    const key = index >= hdr.length ? limit : hdr.valueAt(index);
    MapPrototypeSet(map, key, (MapPrototypeGet(map, key) ?? 0) + sum);
    sum = 0;
    limit = next(limit);
  };
  hdr.forEach((index, count) => {
    while (hdr.valueAt(index) > limit) close();
    sum += count;
    left -= count;
    if (left === 0) close();
  });
  return map;
}

function linearBuckets(hdr, step) {
  return buckets(hdr, step, (limit) => limit + step);
}
function logBuckets(hdr, first, base) {
  return buckets(hdr, first, (limit) => MathMax(MathFloor(limit * base), limit + 1));
}

module.exports = { skewness, kurtosis, percentilesAt, countAt, cdf, linearBuckets, logBuckets };
