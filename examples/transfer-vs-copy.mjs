// The same 64 MiB to a worker and back: copied, transferred, and shared.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const SIZE = 64 << 20;
const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ bytes, move }) => {
    bytes[0] += 1;
    parentPort.postMessage(bytes, move ? [bytes.buffer] : []);
  });
`, { eval: true });

async function measure(name, bytes, move) {
  const started = performance.now();
  worker.postMessage({ bytes, move }, move ? [bytes.buffer] : []);
  const here = bytes.length;
  const [back] = await once(worker, 'message');
  const ms = (performance.now() - started).toFixed(1);
  console.log(`${name.padEnd(12)} ${ms.padStart(8)} ms there and back; meanwhile here: ${here} bytes; first byte now ${back[0]}`);
}

await once(worker, 'online');
await measure('copied', new Uint8Array(SIZE), false);
await measure('transferred', new Uint8Array(SIZE), true);
await measure('shared', new Uint8Array(new SharedArrayBuffer(SIZE)), false);
await worker.terminate();
