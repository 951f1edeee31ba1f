// heddle-only
// A FileHandle goes to a process worker and back: the file is open where the handle is, at the same position.
import assert from 'node:assert';
import { once } from 'node:events';
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';

await writeFile('file', 'some content');
await writeFile('other', '');
const handle = await open('file');
await handle.read(Buffer.alloc(5), 0, 5);
const output = await open('other', 'w');
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', async ({ handle }) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(3), 0, 3);
    await workerData.write(buffer.subarray(0, bytesRead));
    parentPort.postMessage({ handle, output: workerData }, [handle, workerData]);
  });
`, { eval: true, isolation: 'process', workerData: output, transferList: [output] });
worker.postMessage({ handle }, [handle]);
assert.deepStrictEqual([handle.fd, output.fd], [-1, -1]);
const [{ handle: back, output: written }] = await once(worker, 'message');
assert.strictEqual(await back.readFile('utf8'), 'tent');
await written.write('!');
await written.close();
const result = await open('other');
assert.strictEqual(await result.readFile('utf8'), 'con!');
await result.close();

// One that never arrives is closed, wherever it was.
const isOpen = (file) => readdirSync('/proc/self/fd').some((fd) => {
  try { return readlinkSync(`/proc/self/fd/${fd}`).endsWith(file); } catch { return false; }
});
assert(isOpen('/file'));
const idle = new Worker('setInterval(() => {}, 1000)', { eval: true, isolation: 'process' });
idle.postMessage({ back }, [back]);
assert.strictEqual(back.fd, -1);
await Promise.all([idle.terminate(), worker.terminate()]);
assert(existsSync('file') && !isOpen('/file'));
