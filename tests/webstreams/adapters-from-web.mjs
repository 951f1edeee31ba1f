import assert from 'node:assert';
import { Duplex, Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

const source = new ReadableStream({ start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); } });
assert.strictEqual((await Readable.fromWeb(source, { encoding: 'utf8' }).toArray()).join(''), 'ab');
const failing = new ReadableStream({ start(c) { c.error(new Error('z')); } });
await assert.rejects(Readable.fromWeb(failing).toArray(), { message: 'z' });

const got = [];
const w = Writable.fromWeb(new WritableStream({
  write(chunk) { got.push(Buffer.from(chunk).toString()); },
  close() { got.push('closed'); },
}));
w.write('a');
w.end('b');
await finished(w);
assert.deepStrictEqual(got, ['a', 'b', 'closed']);

const upper = new TransformStream({
  transform(chunk, controller) { controller.enqueue(Buffer.from(chunk).toString().toUpperCase()); },
});
const duplex = Duplex.fromWeb(upper, { encoding: 'utf8' });
duplex.end('abc');
assert.deepStrictEqual(await duplex.toArray(), ['ABC']);
assert.throws(() => Readable.fromWeb(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Duplex.fromWeb({}), { code: 'ERR_INVALID_ARG_TYPE' });
