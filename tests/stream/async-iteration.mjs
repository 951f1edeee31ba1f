import assert from 'node:assert';
import { Readable } from 'node:stream';

// Leaving the loop destroys the stream, unless told otherwise.
const first = Readable.from(['a', 'b', 'c']);
for await (const chunk of first) {
  assert.strictEqual(chunk, 'a');
  break;
}
assert.strictEqual(first.destroyed, true);

const second = Readable.from(['a', 'b', 'c']);
for await (const chunk of second.iterator({ destroyOnReturn: false })) {
  assert.strictEqual(chunk, 'a');
  break;
}
assert.strictEqual(second.destroyed, false);
assert.deepStrictEqual(await second.toArray(), ['b', 'c']);

// An error of the stream is thrown by the loop.
const bad = new Readable({ read() { this.destroy(new Error('broken')); } });
await assert.rejects(async () => { for await (const chunk of bad) assert.fail(chunk); }, { message: 'broken' });

assert.deepStrictEqual(await Readable.from('whole').toArray(), ['whole']);
assert.deepStrictEqual(await Readable.from(Buffer.from('ab')).toArray(), [Buffer.from('ab')]);
