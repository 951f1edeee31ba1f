// env: JS_GC_ZEAL=14,3000
// Timers, immediates and I/O that never cease leave turns for messages, on both sides.
import assert from 'node:assert';
import fs from 'node:fs';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';

let stopped = false;
const timer = () => { if (!stopped) setTimeout(timer, 0); };
const immediate = () => { if (!stopped) setImmediate(immediate); };
const read = () => { if (!stopped) fs.readFile(import.meta.filename, read); };
timer();
immediate();
read();

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url));
  let expected = 0;
  await new Promise((resolve) => {
    worker.on('message', (n) => {
      assert.strictEqual(n, expected++);
      if (n === 2000) resolve();
      else worker.postMessage(n + 1);
    });
    worker.postMessage(0);
  });
  stopped = true;
  await worker.terminate();
} else {
  parentPort.on('message', (n) => parentPort.postMessage(n));
}
