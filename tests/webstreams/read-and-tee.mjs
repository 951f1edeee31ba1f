import assert from 'node:assert';
import { inspect } from 'node:util';

const stream = new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); } });
assert.strictEqual(inspect(stream), "ReadableStream { locked: false, state: 'readable', supportsBYOB: false }");
const [one, two] = stream.tee();
assert.strictEqual(stream.locked, true);
const all = [];
for await (const chunk of one) all.push(chunk);
assert.deepStrictEqual(all, ['a', 'b']);
const reader = two.getReader();
const first = await reader.read();
assert.strictEqual(inspect(first), "{ done: false, value: 'a' }");
assert.deepStrictEqual(await reader.read(), { done: false, value: 'b' });
assert.deepStrictEqual(await reader.read(), { done: true, value: undefined });
await reader.closed;
