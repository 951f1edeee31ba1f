// A TransformStream moves with both its sides.
import assert from 'node:assert';

const stream = new TransformStream({ transform(chunk, c) { c.enqueue(chunk * 2); } });
const moved = structuredClone(stream, { transfer: [stream] });
assert.ok(moved instanceof TransformStream);
assert.ok(stream.readable.locked && stream.writable.locked);
const writer = moved.writable.getWriter();
const reader = moved.readable.getReader();
for (const n of [1, 2, 3]) {
  writer.write(n);
  assert.deepStrictEqual(await reader.read(), { done: false, value: 2 * n });
}
writer.close();
assert.deepStrictEqual(await reader.read(), { done: true, value: undefined });
