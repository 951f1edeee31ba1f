// Blobs and Files are cloned, within the isolate and to others.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
const blob = new Blob(['hello ', 'world'], { type: 'a/b' }).slice(3, 8, 'c/d');
const copy = structuredClone(blob);
assert(copy instanceof Blob && copy !== blob);
assert.deepStrictEqual([copy.size, copy.type, await copy.text()], [5, 'c/d', 'lo wo']);
const { port1, port2 } = new MessageChannel();
port1.postMessage({ file: new File(['abc'], 'n.txt', { type: 'q/r', lastModified: 3 }), blob });
const [{ file, blob: arrived }] = await once(port2, 'message');
assert(file instanceof File);
assert.deepStrictEqual([file.name, file.type, file.lastModified, await file.text()], ['n.txt', 'q/r', 3, 'abc']);
assert.strictEqual(await arrived.text(), 'lo wo');
port1.close();
