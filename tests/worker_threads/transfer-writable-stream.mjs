// A WritableStream moves: chunks, close, abort and the sink's errors come over.
import assert from 'node:assert';

// The ports under the streams keep no thread alive.
const alive = setInterval(() => {}, 1000);

const move = (stream) => structuredClone(stream, { transfer: [stream] });
{
  const written = [];
  let close;
  const closed = new Promise((resolve) => { close = resolve; });
  const stream = new WritableStream({ write(chunk) { written.push(chunk); }, close });
  const writer = move(stream).getWriter();
  assert.ok(stream.locked);
  writer.write('a');
  await writer.write({ b: 2 });
  await writer.close();
  await closed;
  assert.deepStrictEqual(written, ['a', { b: 2 }]);
}
{
  let abort;
  const aborted = new Promise((resolve) => { abort = resolve; });
  const writer = move(new WritableStream({ abort })).getWriter();
  writer.closed.catch(() => {});
  await writer.abort('why');
  assert.strictEqual(await aborted, 'why');
}
{
  const writer = move(new WritableStream({ write() { throw new RangeError('full'); } })).getWriter();
  const failed = assert.rejects(writer.closed, { name: 'RangeError', message: 'full' });
  await writer.write(1);
  await failed;
}
{
  const writer = move(new WritableStream()).getWriter();
  writer.closed.catch(() => {});
  await assert.rejects(writer.write(() => {}), { name: 'DataCloneError' });
}
clearInterval(alive);
