import assert from 'node:assert';

const stream = new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1, 2, 3])); c.close(); } });
const reader = stream.getReader({ mode: 'byob' });
const { value: two } = await reader.read(new Uint8Array(2));
assert.deepStrictEqual([...two], [1, 2]);
const { value: one } = await reader.read(new Uint8Array(2));
assert.deepStrictEqual([...one], [3]);
assert.strictEqual((await reader.read(new Uint8Array(2))).done, true);

// A source fills the reader's own buffer.
const filling = new ReadableStream({
  type: 'bytes',
  pull(c) {
    c.byobRequest.view[0] = 7;
    c.byobRequest.respond(1);
  },
}).getReader({ mode: 'byob' });
assert.deepStrictEqual([...(await filling.read(new Uint8Array(4))).value], [7]);

// `min` waits for that many elements.
let piece = 0;
const slow = new ReadableStream({ type: 'bytes', pull(c) { c.enqueue(new Uint8Array([++piece])); } })
  .getReader({ mode: 'byob' });
assert.deepStrictEqual([...(await slow.read(new Uint8Array(4), { min: 3 })).value], [1, 2, 3]);
