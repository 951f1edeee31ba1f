import assert from 'node:assert';
import {
  ReadableStreamBYOBRequest, ReadableStreamDefaultController, ReadableStreamDefaultReader,
  WritableStreamDefaultWriter,
} from 'node:stream/web';

const code = (code) => ({ code });
assert.throws(() => new ReadableStream(1), code('ERR_INVALID_ARG_TYPE'));
assert.throws(() => new ReadableStream({ type: 'x' }), code('ERR_INVALID_ARG_VALUE'));
assert.throws(() => new ReadableStream({}, { highWaterMark: -1 }), code('ERR_INVALID_ARG_VALUE'));
assert.throws(() => new ReadableStreamBYOBRequest(), code('ERR_ILLEGAL_CONSTRUCTOR'));
assert.throws(() => new ReadableStreamDefaultController(), code('ERR_ILLEGAL_CONSTRUCTOR'));
assert.throws(() => new ReadableStreamDefaultReader(), code('ERR_INVALID_ARG_TYPE'));
assert.throws(() => new WritableStreamDefaultWriter({}), code('ERR_INVALID_ARG_TYPE'));
assert.throws(() => new CountQueuingStrategy({}), code('ERR_MISSING_OPTION'));
assert.throws(() => ReadableStream.from(1), code('ERR_ARG_NOT_ITERABLE'));
assert.throws(() => ReadableStream.prototype.getReader.call({}), {
  code: 'ERR_INVALID_THIS', message: 'Value of "this" must be of type ReadableStream',
});

const locked = new ReadableStream();
const reader = locked.getReader();
assert.throws(() => locked.getReader(), { code: 'ERR_INVALID_STATE', name: 'TypeError' });
await assert.rejects(locked.cancel(), code('ERR_INVALID_STATE'));
const pending = reader.read();
reader.releaseLock();
await assert.rejects(pending, { code: 'ERR_INVALID_STATE', message: 'Invalid state: Releasing reader' });
await assert.rejects(reader.closed, code('ERR_INVALID_STATE'));
await assert.rejects(reader.read(), code('ERR_INVALID_STATE'));

let controller;
new ReadableStream({ start(c) { controller = c; } });
controller.close();
assert.throws(() => controller.enqueue(1), code('ERR_INVALID_STATE'));

const writer = new WritableStream().getWriter();
writer.releaseLock();
await assert.rejects(writer.write(1), code('ERR_INVALID_STATE'));
