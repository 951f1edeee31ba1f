import assert from 'node:assert';
import { Readable, Writable } from 'node:stream';

const r = new Readable({ read() {} });
r.push(new DataView(new ArrayBuffer(2)));
r.push(new Float32Array([1]));
r.push(null);
assert.deepStrictEqual(await r.toArray(), [Buffer.from([0, 0]), Buffer.from([0, 0, 0x80, 0x3f])]);

const chunks = [];
const w = new Writable({ write(chunk, encoding, callback) { chunks.push(chunk); callback(); } });
w.end(new Uint16Array([1]));
await new Promise((resolve) => w.on('finish', resolve));
assert.ok(Buffer.isBuffer(chunks[0]));
assert.deepStrictEqual([...chunks[0]], [1, 0]);
