// serial
// no-gc-stress: measures memory
// Messages that were delivered leave no memory behind, on either side.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { fit, rss } from './fixtures/memory.mjs';

const messages = Number(process.env.HEDDLE_SOAK_MESSAGES ?? 200_000);
// There and back.
const BURST = 500;
const bursts = Math.floor(messages / (2 * BURST));
const settle = Math.ceil(bursts / 10);
const worker = new Worker('const { parentPort } = require("worker_threads");' +
  'parentPort.on("message", (message) => parentPort.postMessage(message));', { eval: true });
// Made beforehand: what is measured must not grow by the measuring.
const samples = new Float64Array(bursts - settle).fill(0);
let burst = 0;
let back = 0;
const send = () => {
  for (let i = 0; i < BURST; i++) worker.postMessage({ burst, i, text: `message ${i}`, list: [i, burst] });
};
const done = new Promise((resolve) => worker.on('message', (message) => {
  assert.strictEqual(message.i, back++);
  if (back < BURST) return;
  back = 0;
  if (burst >= settle) samples[burst - settle] = rss();
  if (++burst < bursts) send();
  else resolve();
}));
send();
await done;
await worker.terminate();
const slope = fit(samples) / (2 * BURST);
console.log(`slope ${slope.toFixed(2)} bytes a message over ${messages} messages`);
// A short run sees the steps in which memory is handed out, so its bound is wider than the soak's.
assert.ok(slope < (messages >= 10_000_000 ? 1 : 64), `slope ${slope} bytes a message`);
