'use strict';
const assert = require('node:assert');
const { createHistogram, performance } = require('node:perf_hooks');
function add(a, b) { return a + b; }
const histogram = createHistogram();
const timed = performance.timerify(add, { histogram });
assert.deepStrictEqual([timed.name, timed.length, timed(1, 2)], ['timerified add', 2, 3]);
assert.strictEqual(histogram.count, 1);
class Point { constructor(x) { this.x = x; } }
assert.strictEqual(new (performance.timerify(Point))(4).x, 4);
const slow = performance.timerify(async function slow() { await 1; return 5; });
const seen = [];
const observer = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) seen.push([entry.name, [...entry.detail]]);
});
observer.observe({ type: 'function' });
timed(3, 4);
slow(7).then((value) => assert.strictEqual(value, 5));
assert.throws(() => performance.timerify(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => performance.timerify(add, { histogram: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
process.on('exit', () => assert.deepStrictEqual(seen, [['add', [3, 4]], ['slow', [7]]]));
