import assert from 'node:assert';
import { Readable, Writable, addAbortSignal } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';

const done = new ReadableStream({ start(c) { c.enqueue(1); c.close(); } });
const end = finished(done);
for await (const chunk of done) assert.strictEqual(chunk, 1);
await end;

let controller;
const broken = new ReadableStream({ start(c) { controller = c; } });
const failure = finished(broken);
controller.error(new Error('q'));
await assert.rejects(failure, { message: 'q' });

const got = [];
await pipeline(
  Readable.from(['x', 'y']),
  new TransformStream({ transform(chunk, c) { c.enqueue(`${chunk}!`); } }),
  new Writable({ objectMode: true, write(chunk, encoding, callback) { got.push(chunk); callback(); } }),
);
assert.deepStrictEqual(got, ['x!', 'y!']);

const abort = new AbortController();
const stream = addAbortSignal(abort.signal, new ReadableStream());
abort.abort();
await assert.rejects(stream.getReader().read(), { name: 'AbortError' });
