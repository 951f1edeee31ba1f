import assert from 'node:assert';
import { Readable } from 'node:stream';
import { arrayBuffer, buffer, bytes, json, text } from 'node:stream/consumers';

assert.strictEqual(await text(Readable.from(['a', 'é'])), 'aé');
// A character split over two chunks.
assert.strictEqual(await text(Readable.from([Buffer.from([0xc3]), Buffer.from([0xa9])])), 'é');
assert.deepStrictEqual(await json(Readable.from(['{"a":', '1}'])), { a: 1 });
assert.deepStrictEqual(await buffer(Readable.from([Buffer.from('x'), Buffer.from('y')])), Buffer.from('xy'));
const whole = await arrayBuffer(Readable.from([Buffer.from('ab')]));
assert.ok(whole instanceof ArrayBuffer);
assert.strictEqual(whole.byteLength, 2);
const view = await bytes(Readable.from(['ab']));
assert.strictEqual(view.constructor, Uint8Array);
assert.deepStrictEqual([...view], [97, 98]);
