// heddle-only
// flags: --expose-test-natives
// terminate() of a process worker settles whatever its process does: also in a native function that nothing interrupts, and
// before there is a process, since what it is forked from was stopped.
import assert from 'node:assert';
import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import { stop } from './fixtures/stop.mjs';

const start = (source) => new Worker(`const { parentPort, workerData } = require('worker_threads');\n${source}`,
  { eval: true, isolation: 'process', workerData: new Uint8Array(new SharedArrayBuffer(1)) });
async function terminates(worker) {
  assert.strictEqual(await worker.terminate(), 1);
  assert.strictEqual(worker.exitReason, 'terminated');
}

const stuck = start("parentPort.postMessage(0); require('heddle:internal/test_natives').block(600_000, workerData)");
await once(stuck, 'message');
await terminates(stuck);

const first = start('parentPort.postMessage(process.ppid); parentPort.on("message", () => {})');
const [zygote] = await once(first, 'message');
await stop(zygote);
const never = start('');
await terminates(never);
const asked = start('');
assert.strictEqual((await asked.stop({ grace: 0 })).how, 'terminated');
// One that was there is ended by the process itself, without the zygote.
await terminates(first);
process.kill(zygote, 'SIGCONT');
const next = start('parentPort.postMessage(process.ppid); parentPort.on("message", () => {})');
assert.strictEqual((await once(next, 'message'))[0], zygote);
await terminates(next);
// Those that it was to fork meanwhile have left.
const children = () => fs.readFileSync(`/proc/${zygote}/task/${zygote}/children`, 'latin1').trim();
while (children() !== '') await new Promise(setImmediate);
