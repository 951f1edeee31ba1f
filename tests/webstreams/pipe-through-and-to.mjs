import assert from 'node:assert';

const chunks = [];
await new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(2); c.close(); } })
  .pipeThrough(new TransformStream({
    transform(chunk, controller) { controller.enqueue(chunk + 1); },
    flush(controller) { controller.enqueue('end'); },
  }))
  .pipeTo(new WritableStream({ write(chunk) { chunks.push(chunk); } }));
assert.deepStrictEqual(chunks, [2, 3, 'end']);

const controller = new AbortController();
const sink = new WritableStream();
const piping = new ReadableStream().pipeTo(sink, { signal: controller.signal });
controller.abort(new Error('why'));
await assert.rejects(piping, { message: 'why' });

const aborted = AbortSignal.abort();
await assert.rejects(new ReadableStream().pipeTo(new WritableStream(), { signal: aborted }), { name: 'AbortError' });
await assert.rejects(new ReadableStream().pipeTo(), { code: 'ERR_INVALID_ARG_TYPE' });
