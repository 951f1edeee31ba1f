// A ReadableStream moves: its chunks, its end, its errors and its backpressure come over; the original is locked.
import assert from 'node:assert';

// The ports under the streams keep no thread alive.
const alive = setInterval(() => {}, 1000);

const move = (stream) => structuredClone(stream, { transfer: [stream] });
{
  const stream = new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue({ b: [1n] }); c.close(); } });
  const moved = move(stream);
  assert.ok(moved instanceof ReadableStream);
  assert.deepStrictEqual([stream.locked, moved.locked], [true, false]);
  assert.deepStrictEqual(await Array.fromAsync(moved), ['a', { b: [1n] }]);
}
{
  const reader = move(new ReadableStream({ start(c) { c.error(new RangeError('bad')); } })).getReader();
  await assert.rejects(reader.read(), { name: 'RangeError', message: 'bad' });
}
{
  const reader = move(new ReadableStream({ start(c) { c.enqueue(1); c.enqueue(() => {}); } })).getReader();
  assert.deepStrictEqual(await reader.read(), { done: false, value: 1 });
  await assert.rejects(reader.read(), { name: 'DataCloneError', message: '() => {} could not be cloned.' });
}
{
  let cancelled;
  const told = new Promise((resolve) => { cancelled = resolve; });
  const reader = move(new ReadableStream({ cancel: cancelled })).getReader();
  await reader.cancel({ why: 'enough' });
  assert.deepStrictEqual(await told, { why: 'enough' });
}
{
  // Nobody reads: the source is not asked for more than the pipe takes in advance.
  let pulls = 0;
  const reader = move(new ReadableStream({ pull(c) { c.enqueue(++pulls); } })).getReader();
  for (let i = 0; i < 20; i++) await new Promise(setImmediate);
  assert.ok(pulls <= 3, `${pulls} pulls`);
  for (let i = 1; i <= 50; i++) assert.strictEqual((await reader.read()).value, i);
  assert.ok(pulls <= 54, `${pulls} pulls`);
  await reader.cancel();
}
{
  const bytes = move(new ReadableStream({ type: 'bytes', start(c) { c.enqueue(new Uint8Array([1, 2])); c.close(); } }));
  assert.deepStrictEqual(await Array.fromAsync(bytes), [new Uint8Array([1, 2])]);
}
clearInterval(alive);
