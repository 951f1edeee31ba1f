// process.memoryUsage() tells buffers from the heap, and the heap has texts, elements and properties in it.
// flags: --expose-gc
// serial
'use strict';
const assert = require('node:assert');

const MB = 1024 * 1024;
const within = (value, expected) => assert(Math.abs(value - expected) < 2 * MB, `${value} is not about ${expected}`);

let before = process.memoryUsage();
assert.deepStrictEqual(Object.keys(before), ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers']);
for (const name in before) assert(Number.isSafeInteger(before[name]) && before[name] >= 0, name);
assert(before.heapUsed > 0);
assert(before.heapUsed <= before.heapTotal && before.heapTotal < before.rss);
assert(before.arrayBuffers <= before.external);

const all = [];

function grown(make) {
  gc();
  before = process.memoryUsage();
  const kept = make();
  gc();
  const after = process.memoryUsage();
  const result = {};
  for (const name in after) result[name] = after[name] - before[name];
  all.push(kept);
  return { ...result, kept };
}

// Buffers of all kinds.
for (const make of [
  () => new ArrayBuffer(64 * MB),
  () => Buffer.alloc(64 * MB),
  () => new Float64Array(8 * MB),
  // Node does not count these.
  ...process.versions.heddle ? [() => new SharedArrayBuffer(64 * MB)] : [],
]) {
  const { arrayBuffers, external, heapUsed } = grown(make);
  within(arrayBuffers, 64 * MB);
  within(external, 64 * MB);
  within(heapUsed, 0);
}

// Texts: of one byte a character, not shared, not concatenated only.
{
  const { heapUsed, arrayBuffers, kept } = grown(() => Buffer.alloc(32 * MB, 'x').toString('latin1'));
  assert(heapUsed > 31 * MB || process.memoryUsage().external - before.external > 31 * MB, `${heapUsed}`);
  assert(arrayBuffers < 34 * MB);
  assert.strictEqual(kept.length, 32 * MB);
}

// Elements of arrays: 8 bytes each, or 4 where pointers are compressed.
{
  const { heapUsed, arrayBuffers } = grown(() => new Array(4 * MB).fill(0.5));
  assert(heapUsed > 15 * MB, `${heapUsed}`);
  within(arrayBuffers, 0);
}

// Objects.
{
  const { heapUsed } = grown(() => Array.from({ length: 200000 }, (_, i) => ({ i, text: `number ${i}` })));
  assert(heapUsed > 8 * MB, `${heapUsed}`);
}

assert(process.memoryUsage.rss() > 64 * MB);
