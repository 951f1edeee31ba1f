'use strict';
const assert = require('node:assert');
const { createHistogram } = require('node:perf_hooks');
const histogram = createHistogram();
assert.deepStrictEqual([histogram.count, histogram.min, histogram.max, histogram.exceeds], [0, 9223372036854776000, 0, 0]);
assert.ok(Number.isNaN(histogram.mean) && Number.isNaN(histogram.stddev));
assert.deepStrictEqual([...histogram.percentiles], [[100, 0]]);
for (let i = 1; i <= 1000; i++) histogram.record(i * i);
assert.deepStrictEqual([histogram.count, histogram.min, histogram.max, histogram.mean, histogram.stddev],
                       [1000, 1, 1000447, 333850.623, 298429.0084118715]);
assert.deepStrictEqual([1, 50, 90, 99.9, 100].map((p) => histogram.percentile(p)), [10007, 250111, 810495, 998399, 1000447].map(
  (value, i) => (i === 0 ? 100 : value)));
assert.deepStrictEqual([histogram.minBigInt, histogram.maxBigInt, histogram.countBigInt, histogram.exceedsBigInt,
  histogram.percentileBigInt(50)], [1n, 1000447n, 1000n, 0n, 250111n]);
assert.deepStrictEqual([...histogram.percentiles].slice(0, 4), [[0, 1], [50, 249984], [75, 562176], [87.5, 765440]]);
const small = createHistogram({ lowest: 1, highest: 1000, figures: 1 });
for (let i = 1; i <= 2000; i++) small.record(i);
assert.deepStrictEqual([small.count, small.exceeds, small.max, small.mean], [1000, 1000, 1023, 501.088]);
histogram.add(small);
assert.deepStrictEqual([histogram.count, histogram.exceeds], [2000, 1000]);
histogram.reset();
assert.strictEqual(histogram.count, 0);
histogram.record(2n ** 40n);
assert.ok(histogram.maxBigInt >= 2n ** 40n);
for (const bad of [0, -1, 1.5, 2 ** 53, 2n ** 63n]) assert.throws(() => histogram.record(bad), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => histogram.record('a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => histogram.percentile(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ figures: 6 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ lowest: 10, highest: 19 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new histogram.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
