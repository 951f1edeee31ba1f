// heddle-only: what a worker transfers or copies to another one counts no longer, or not at all, for its own limits.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { small } from './fixtures/limited.mjs';

// Five times the external limit, one buffer at a time, alone and within an object.
const source = `
  const { parentPort } = require('node:worker_threads');
  const size = 4e6;
  for (let i = 0; i < 50; i++) {
    const alone = new ArrayBuffer(size);
    parentPort.postMessage(alone, [alone]);
    const inside = new Uint8Array(size);
    parentPort.postMessage({ inside }, [inside.buffer]);
    parentPort.postMessage(new ArrayBuffer(size));
    parentPort.postMessage({ text: 'x'.repeat(1e6), bytes: new Uint8Array(size) });
    parentPort.postMessage({ text: 'y'.repeat(1e6) + i });
  }
`;
const worker = new Worker(source, { eval: true, ...small });
let received = 0;
worker.on('message', () => received++);
const code = await new Promise((resolve, reject) => worker.on('error', reject).on('exit', resolve));
assert.deepStrictEqual([code, received, worker.exitReason], [0, 250, 'finished']);
