// Locked streams cannot be transferred, and no stream can be cloned, whatever its state.
import assert from 'node:assert';

const locked = [new ReadableStream(), new WritableStream(), new TransformStream(), new TransformStream()];
locked[0].getReader();
locked[1].getWriter();
locked[2].readable.getReader();
locked[3].writable.getWriter();
const kinds = ['ReadableStream', 'WritableStream', 'ReadableStream', 'WritableStream'];
locked.forEach((stream, i) => assert.throws(() => structuredClone(stream, { transfer: [stream] }), {
  name: 'DataCloneError', message: `Cannot transfer a locked ${kinds[i]}`,
}));

const refused = {
  name: 'DataCloneError', message: 'Object that needs transfer was found in message but not listed in transferList',
};
for (const stream of [
  new ReadableStream(), new ReadableStream({ start(c) { c.close(); } }), new ReadableStream({ start(c) { c.error(1); } }),
  new ReadableStream({ type: 'bytes' }), new WritableStream(), new TransformStream(), new TextEncoderStream().readable,
]) {
  assert.throws(() => structuredClone(stream), refused);
}
const listed = new ReadableStream();
assert.throws(() => structuredClone({ listed, other: new ReadableStream() }, { transfer: [listed] }), { name: 'DataCloneError' });
