// threads: descriptors are numbered in each process
// A FileHandle moves to another thread: there it is open, here it is closed.
import assert from 'node:assert';
import { once } from 'node:events';
import { open, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

await writeFile('file', 'some content');
const handle = await open('file');
assert.throws(() => structuredClone(handle), {
  name: 'DataCloneError', message: 'Object that needs transfer was found in message but not listed in transferList',
});
assert.throws(() => structuredClone({ handle }), { name: 'DataCloneError' });
const reading = handle.read(Buffer.alloc(1), 0, 1, 0);
assert.throws(() => structuredClone(handle, { transfer: [handle] }), {
  name: 'DataCloneError', message: 'Cannot transfer FileHandle while in use',
});
await reading;

const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.once('message', async ({ handle }) => {
    parentPort.postMessage({ name: handle.constructor.name, text: await handle.readFile('utf8'), fd: handle.fd });
    await handle.close();
    // And back again.
    parentPort.postMessage({ handle: workerData }, [workerData]);
  });
`, { eval: true, ...(await (async () => { const data = await open('file'); return { workerData: data, transferList: [data] }; })()) });
const { fd } = handle;
worker.postMessage({ handle }, [handle]);
assert.strictEqual(handle.fd, -1);
await assert.rejects(handle.readFile(), { code: 'EBADF' });
const [answer] = await once(worker, 'message');
assert.deepStrictEqual(answer, { name: 'FileHandle', text: 'some content', fd });
const [{ handle: back }] = await once(worker, 'message');
await once(worker, 'exit');
assert.strictEqual(await back.readFile('utf8'), 'some content');
await back.close();
await handle.close();
