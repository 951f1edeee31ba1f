// heddle-only
// Workers do not depend on the process that they were forked from: killed, it takes none of them along, a new worker starts,
// and how they end is still known.
import assert from 'node:assert';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const source = `
  const { parentPort } = require('node:worker_threads');
  let turns = 0;
  parentPort.on('message', () => parentPort.postMessage([process.pid, turns]));
  (function work() { for (let i = 0; i < 1e4; i++) turns++; setImmediate(work); })();
`;
const start = () => new Worker(source, { eval: true, isolation: 'process' });
async function ask(worker) {
  worker.postMessage(null);
  return (await once(worker, 'message'))[0];
}
const parentOf = (pid) => +readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1].split(' ')[1];

const workers = [start(), start(), start(), start()];
const pids = [];
for (const worker of workers) pids.push((await ask(worker))[0]);
const zygote = parentOf(pids[0]);
assert.notStrictEqual(zygote, process.pid);
assert(readdirSync(`/proc/${zygote}/task`).length === 1, 'a zygote has one thread');
process.kill(zygote, 'SIGKILL');

// Until the kernel has closed its socket it seems to be there.
let another;
for (;;) {
  another = start();
  const failed = new Promise((resolve) => another.once('error', resolve));
  if (Array.isArray(await Promise.race([ask(another), failed]))) break;
}
for (const worker of workers) {
  const [, before] = await ask(worker);
  while ((await ask(worker))[1] === before);
}
process.kill(pids[0], 'SIGKILL');
process.kill(pids[1], 'SIGABRT');
const ends = workers.slice(0, 2).map((worker) => once(worker, 'exit').then(([code]) => [code, worker.exitReason]));
assert.deepStrictEqual(await Promise.all(ends), [[137, 'killed'], [134, 'crashed']]);
for (const worker of [workers[2], workers[3], another]) assert.strictEqual(await worker.terminate(), 1);
