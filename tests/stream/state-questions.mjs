import assert from 'node:assert';
import { Readable, Writable, isDestroyed, isDisturbed, isErrored, isReadable, isWritable } from 'node:stream';

const r = new Readable({ read() {} });
assert.deepStrictEqual([isReadable(r), isErrored(r), isDisturbed(r), isDestroyed(r), isWritable(r)],
                       [true, false, false, false, null]);
r.push('x');
r.read();
assert.strictEqual(isDisturbed(r), true);
r.on('error', () => {});
r.destroy(new Error('x'));
await new Promise((resolve) => r.on('close', resolve));
assert.deepStrictEqual([isReadable(r), isErrored(r), isDestroyed(r)], [false, true, true]);
assert.deepStrictEqual([isReadable({}), isDestroyed({})], [null, null]);

const web = new ReadableStream();
assert.deepStrictEqual([isReadable(web), isErrored(web), isDisturbed(web)], [true, false, false]);
assert.strictEqual(isWritable(new WritableStream()), true);
assert.strictEqual(isWritable(new Writable({ write() {} })), true);
