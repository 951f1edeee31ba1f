// worker.stdin takes no more than its buffer holds while the worker does not read; then everything arrives, in order.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.once('message', () => {
    const chunks = [];
    process.stdin.on('data', (chunk) => chunks.push(chunk));
    process.stdin.on('end', () => {
      const bytes = Buffer.concat(chunks);
      parentPort.postMessage([bytes.length, bytes.every((byte, i) => byte === Math.floor(i / 50000))]);
    });
  });
  parentPort.postMessage('ready');
`, { eval: true, stdin: true });
await once(worker, 'message');
assert.strictEqual(worker.stdin.constructor.name, 'WritableWorkerStdio');
assert.strictEqual(worker.stdout.constructor.name, 'ReadableWorkerStdio');
let written = 0;
for (let i = 0; i < 10; i++) worker.stdin.write(Buffer.alloc(50000, i), () => { written++; });
for (let i = 0; i < 50; i++) await new Promise(setImmediate);
assert.strictEqual(written, 0);
assert.strictEqual(worker.stdin.writableLength, 500000);
assert.strictEqual(worker.stdin.writableNeedDrain, true);
worker.postMessage('read');
worker.stdin.end();
assert.deepStrictEqual(await once(worker, 'message'), [[500000, true]]);
await once(worker, 'exit');
assert.strictEqual(written, 10);
