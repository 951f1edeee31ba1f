// v8.getHeapStatistics() and its parts add up.
// serial
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const MB = 1024 * 1024;
const names = [
  'total_heap_size', 'total_heap_size_executable', 'total_physical_size', 'total_available_size', 'used_heap_size',
  'heap_size_limit', 'malloced_memory', 'peak_malloced_memory', 'does_zap_garbage', 'number_of_native_contexts',
  'number_of_detached_contexts', 'total_global_handles_size', 'used_global_handles_size', 'external_memory',
  'total_allocated_bytes',
];
const before = v8.getHeapStatistics();
assert.deepStrictEqual(Object.keys(before), names);
for (const name of names) assert(Number.isSafeInteger(before[name]) && before[name] >= 0, name);
assert(before.used_heap_size > 0 && before.used_heap_size <= before.total_heap_size);
assert(before.total_heap_size < before.heap_size_limit);
assert.strictEqual(before.does_zap_garbage, 0);
assert.strictEqual(before.number_of_native_contexts, 1);
assert.strictEqual(before.number_of_detached_contexts, 0);
assert(before.used_global_handles_size > 0 && before.used_global_handles_size <= before.total_global_handles_size);

const kept = [new ArrayBuffer(32 * MB), new Array(4 * MB).fill(0.5)];
const after = v8.getHeapStatistics();
assert(after.external_memory - before.external_memory > 31 * MB);
assert(after.used_heap_size - before.used_heap_size > 15 * MB);
// An array made by fill() may have grown in steps.
assert(after.used_heap_size - before.used_heap_size < 128 * MB);
assert(after.total_available_size < before.total_available_size);
assert(after.total_allocated_bytes - before.total_allocated_bytes > 15 * MB);
assert.strictEqual(kept.length, 2);

// The same as process.memoryUsage() says.
const { heapUsed, external } = process.memoryUsage();
assert(Math.abs(v8.getHeapStatistics().used_heap_size - heapUsed) < MB);
assert(Math.abs(v8.getHeapStatistics().external_memory - external) < MB);

// By space.
const spaces = v8.getHeapSpaceStatistics();
let used = 0;
for (const space of spaces) {
  assert.deepStrictEqual(Object.keys(space),
                         ['space_name', 'space_size', 'space_used_size', 'space_available_size', 'physical_space_size']);
  assert(space.space_used_size <= space.space_size);
  used += space.space_used_size;
}
const byName = new Map(spaces.map((space) => [space.space_name, space]));
for (const name of ['new_space', 'old_space', 'code_space', 'large_object_space']) assert(byName.has(name), name);
assert(Math.abs(used - v8.getHeapStatistics().used_heap_size) < 2 * MB);
assert(byName.get('large_object_space').space_used_size > 15 * MB);

// Code.
const code = v8.getHeapCodeStatistics();
assert.deepStrictEqual(Object.keys(code), [
  'code_and_metadata_size', 'bytecode_and_metadata_size', 'external_script_source_size', 'cpu_profiler_metadata_size',
]);
assert(code.bytecode_and_metadata_size > 1000 && code.external_script_source_size > 1000);
const functions = [];
for (let i = 0; i < 2000; i++) {
  const f = new Function('a', `return a + ${i} + '${'text '.repeat(20)}' + [a, a, a, a, a, a].map((x) => x * ${i});`);
  f(i);
  functions.push(f);
}
const more = v8.getHeapCodeStatistics();
assert(more.bytecode_and_metadata_size > code.bytecode_and_metadata_size + 100000);
assert.strictEqual(functions.length, 2000);
