// threads: descriptors are of one process
// A worker that closes a number which it did not open is warned.
import assert from 'node:assert';
import { once } from 'node:events';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

writeFileSync('file', 'x');
const source = `
  const fs = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  process.removeAllListeners('warning');
  const warnings = [];
  process.on('warning', (warning) => warnings.push(String(warning)));
  const own = fs.openSync('file');
  fs.closeSync(own);
  fs.closeSync(workerData);
  setImmediate(() => parentPort.postMessage(warnings));
`;
for (const trackUnmanagedFds of [true, false]) {
  const fd = openSync('file');
  const worker = new Worker(source, { eval: true, workerData: fd, trackUnmanagedFds, execArgv: ['--no-warnings'] });
  const [warnings] = await once(worker, 'message');
  assert.deepStrictEqual(warnings,
                         trackUnmanagedFds ? [`Warning: File descriptor ${fd} closed but not opened in unmanaged mode`] : []);
  await once(worker, 'exit');
  assert.throws(() => closeSync(fd), { code: 'EBADF' });
}
