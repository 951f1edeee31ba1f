import assert from 'node:assert';
import { PassThrough, Readable, Writable, pipeline } from 'node:stream';
import { pipeline as run } from 'node:stream/promises';

const seen = [];
await run(
  Readable.from(['a', 'b']),
  async function* (source) { for await (const chunk of source) yield chunk.toUpperCase(); },
  new PassThrough({ objectMode: true }),
  new Writable({ objectMode: true, write(chunk, encoding, callback) { seen.push(chunk); callback(); } }),
);
assert.deepStrictEqual(seen, ['A', 'B']);

// A last function's result is pipeline's.
assert.strictEqual(await run(Readable.from(['x', 'y']), async (source) => {
  let all = '';
  for await (const chunk of source) all += chunk;
  return all;
}), 'xy');

// An error anywhere destroys every stream.
const source = new Readable({ read() { this.push('x'); } });
const sink = new Writable({ write(chunk, encoding, callback) { callback(new Error('disk full')); } });
await assert.rejects(run(source, sink), { message: 'disk full' });
assert.ok(source.destroyed && sink.destroyed);

// A destination that is closed already is refused at once.
const closed = new PassThrough();
closed.destroy();
assert.throws(() => pipeline(Readable.from(['a']), closed, () => {}), { code: 'ERR_STREAM_UNABLE_TO_PIPE' });

// An abort signal ends it.
const controller = new AbortController();
const endless = run(new Readable({ read() {} }), new PassThrough(), { signal: controller.signal });
controller.abort();
await assert.rejects(endless, { name: 'AbortError', code: 'ABORT_ERR' });
