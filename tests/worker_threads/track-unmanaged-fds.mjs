// threads: descriptors are of one process
// A worker's open descriptors are closed when it ends, however it ends; with trackUnmanagedFds: false those of fs.open()
// are left to the program.
import assert from 'node:assert';
import { closeSync, fstatSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

writeFileSync('file', 'x');
const isOpen = (fd) => {
  try {
    fstatSync(fd);
    return true;
  } catch (error) {
    assert.strictEqual(error.code, 'EBADF');
    return false;
  }
};
async function run(source, options) {
  const worker = new Worker(`const fs = require('node:fs'); const { parentPort } = require('node:worker_threads'); ${source}`,
                            { eval: true, ...options });
  worker.on('error', (error) => assert.strictEqual(error.message, 'end'));
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  const fd = await new Promise((resolve) => worker.once('message', resolve));
  assert.ok(isOpen(fd));
  if (source.includes('for (;;)')) worker.terminate();
  // Whether it is still open must be seen before anybody else can get the number.
  await exited;
  return [fd, isOpen(fd)];
}
const open = 'parentPort.postMessage(fs.openSync("file"));';
const hold = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);';
for (const [source, options] of [
  [`${open}${hold}`],
  [`${open}${hold}`, { trackUnmanagedFds: true }],
  [`${open}${hold}`, { trackUnmanagedFds: null }],
  [`fs.open("file", (error, fd) => { parentPort.postMessage(fd); ${hold} })`],
  [`${open}${hold} process.exit(3);`],
  [`${open}${hold} throw new Error("end");`],
  [`${open} for (;;);`],
  [`fs.promises.open("file").then((handle) => { globalThis.handle = handle; parentPort.postMessage(handle.fd); ${hold} });`],
  [`fs.createReadStream("file").on("open", (fd) => { parentPort.postMessage(fd); ${hold} process.exit(); });`],
  [`fs.promises.open("file").then((handle) => { globalThis.handle = handle; parentPort.postMessage(handle.fd); ${hold} });`,
    { trackUnmanagedFds: false }],
]) {
  assert.strictEqual((await run(source, options))[1], false, source);
}
for (const trackUnmanagedFds of [false, 0]) {
  const [fd, left] = await run(`${open}${hold}`, { trackUnmanagedFds });
  assert.ok(left);
  closeSync(fd);
}
