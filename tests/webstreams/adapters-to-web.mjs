import assert from 'node:assert';
import { Duplex, PassThrough, Readable, Writable } from 'node:stream';

const reader = Readable.toWeb(new Readable({ read() { this.push('hi'); this.push(null); } })).getReader();
const { value } = await reader.read();
assert.strictEqual(value.constructor, Uint8Array);
assert.strictEqual(Buffer.from(value).toString(), 'hi');
assert.strictEqual((await reader.read()).done, true);

const bytes = Readable.toWeb(new Readable({ read() { this.push('hello'); this.push(null); } }), { type: 'bytes' })
  .getReader({ mode: 'byob' });
assert.strictEqual(Buffer.from((await bytes.read(new Uint8Array(3))).value).toString(), 'hel');

await assert.rejects(Readable.toWeb(new Readable({ read() { this.destroy(new Error('x')); } })).getReader().read(),
                     { message: 'x' });
// A premature end is an abort.
await assert.rejects(Readable.toWeb(new Readable({ read() { this.destroy(); } })).getReader().read(),
                     { name: 'AbortError' });

const got = [];
const sink = new Writable({ write(chunk, encoding, callback) { got.push(`${chunk}`); callback(); } });
const writer = Writable.toWeb(sink).getWriter();
await writer.write('a');
await writer.write('b');
await writer.close();
assert.deepStrictEqual(got, ['a', 'b']);
assert.strictEqual(sink.writableFinished, true);

const { readable, writable } = Duplex.toWeb(new PassThrough());
const w = writable.getWriter();
w.write('through');
w.close();
let text = '';
for await (const chunk of readable) text += Buffer.from(chunk);
assert.strictEqual(text, 'through');
assert.throws(() => Readable.toWeb(1), { code: 'ERR_INVALID_ARG_TYPE' });
