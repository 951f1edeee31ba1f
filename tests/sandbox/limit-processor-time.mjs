// heddle-only
// Behind `limits.cpuMs` of a worker's thread stands the kernel's limit of all its process: the signal for that is `cpu-limit`.
import assert from 'node:assert';
import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const source = "const { parentPort } = require('worker_threads'); parentPort.on('message', () => {}); parentPort.postMessage(process.pid)";
const start = (limits) => new Worker(source, { eval: true, isolation: 'process', limits });

const worker = start({ cpuMs: 60_000 });
const errors = [];
worker.on('error', (error) => errors.push(error));
const [pid] = await once(worker, 'message');
const [, soft, hard] = /Max cpu time\s+(\d+)\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/limits`, 'latin1'));
// At least that of one thread, and time for the engine's own limit to come first.
assert.ok(soft >= 65, soft);
assert.strictEqual(hard - soft, 1);
assert.deepStrictEqual([...worker.limits.cpuMs.by], ['engine', 'rlimit']);
process.kill(pid, 'SIGXCPU');
assert.strictEqual(await new Promise((resolve) => { worker.on('exit', resolve); }), 1);
assert.strictEqual(worker.exitReason, 'cpu-limit');
assert.deepStrictEqual(errors.map(({ code, limit, max }) => [code, limit, max]), [['ERR_WORKER_CPU_LIMIT', 'cpuMs', 60_000]]);

// Without that limit it is a signal like others.
const other = start();
const [otherPid] = await once(other, 'message');
assert.match(fs.readFileSync(`/proc/${otherPid}/limits`, 'latin1'), /Max cpu time\s+unlimited/);
process.kill(otherPid, 'SIGXCPU');
await once(other, 'exit');
assert.strictEqual(other.exitReason, 'killed');
