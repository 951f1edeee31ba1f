// Blob.stream() delivers the bytes to default and BYOB readers, as copies.
import assert from 'node:assert';
const blob = new Blob(['a', Buffer.alloc(200000, 'b'), 'c€']);
let text = '';
for await (const chunk of blob.stream()) {
  assert(chunk instanceof Uint8Array);
  text += Buffer.from(chunk).toString('latin1');
}
assert.strictEqual(text.length, blob.size);
const reader = blob.stream().getReader({ mode: 'byob' });
let total = 0;
for (;;) {
  const { value, done } = await reader.read(new Uint8Array(4096));
  if (done) break;
  assert(value.length > 0);
  total += value.length;
}
assert.strictEqual(total, blob.size);
let decoded = '';
for await (const chunk of new Blob(['h€', 'llo']).textStream()) decoded += chunk;
assert.strictEqual(decoded, 'h€llo');
assert.strictEqual((await new Blob([]).stream().getReader().read()).done, true);
