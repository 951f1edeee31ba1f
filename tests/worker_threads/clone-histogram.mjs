// A histogram's clone has the counts of the original: several threads record in one.
import assert from 'node:assert';
import { once } from 'node:events';
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';

const histogram = createHistogram();
histogram.record(5);
histogram.record(100);
const copy = structuredClone(histogram);
assert.strictEqual(copy.constructor, histogram.constructor);
assert.deepStrictEqual([copy.min, copy.max, copy.count, copy.mean], [5, 100, 2, 52.5]);
copy.record(1000);
histogram.record(3);
assert.deepStrictEqual([histogram.max, copy.min, histogram.count, copy.count], [1000, 3, 4, 4]);

const source = `
  const { workerData } = require('node:worker_threads');
  for (let i = 1; i <= 1000; i++) workerData.record(i * 1000);
`;
const workers = [1, 2, 3].map(() => new Worker(source, { eval: true, workerData: histogram }));
await Promise.all(workers.map((worker) => once(worker, 'exit')));
assert.strictEqual(histogram.count, 3004);
assert.strictEqual(histogram.min, 3);
assert.ok(histogram.max >= 1e6 && histogram.max < 1.001e6);
assert.ok(Math.abs(histogram.percentile(50) - 5e5) < 3e3);
histogram.reset();
assert.deepStrictEqual([copy.count, copy.max], [0, 0]);

// That of a monitor is a plain Histogram.
const monitor = monitorEventLoopDelay();
const reading = structuredClone(monitor);
assert.strictEqual(reading.constructor.name, 'Histogram');
assert.strictEqual(reading.enable, undefined);
assert.strictEqual(reading.record, undefined);
