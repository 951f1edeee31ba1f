// heddle-only: Node detaches the buffers of a list before it finds that a stream in it is locked.
import assert from 'node:assert';

const stream = new ReadableStream();
stream.getReader();
const buffer = new ArrayBuffer(1);
assert.throws(() => structuredClone([stream, buffer], { transfer: [buffer, stream] }), { name: 'DataCloneError' });
assert.strictEqual(buffer.byteLength, 1);
