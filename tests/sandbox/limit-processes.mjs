// heddle-only
// A process worker that starts processes without end gets errors, and nobody else does. Where nothing can hold the limit (a
// user whom the kernel exempts, where no control group can be made) the worker does not start.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

const source = `
  const { spawn } = require('child_process');
  const { parentPort, Worker } = require('worker_threads');
  const children = [];
  const bomb = () => new Promise((resolve) => {
    const child = spawn('sh', ['-c', 'read line'], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', (error) => resolve(error.code));
    child.on('spawn', () => {
      children.push(child);
      resolve(bomb());
    });
  });
  (async () => {
    const code = await bomb();
    const started = children.length;
    // With room again it can go on.
    await Promise.all(children.splice(0).map((child) => new Promise((resolve) => {
      child.on('exit', resolve);
      child.stdin.end();
    })));
    parentPort.postMessage([code, started, require('child_process').spawnSync('true').status]);
  })();
`;

// By the other measure all processes of the user count: it must be one that nobody else is.
const ONLY_THIS_TEST = 1_000_000 + process.pid;

await asEachUser(import.meta.url, async () => {
  if (process.getuid() !== 0 && process.env.AS_NOBODY === undefined) {
    const large = new Worker('', { eval: true, isolation: 'process', limits: { processes: 1e6 } });
    assert.strictEqual((await once(large, 'exit'))[0], 0);
    // What else this user starts and ends at the same time decides how many the worker could.
    if (large.limits.processes.by[0] === 'rlimit') return;
  }
  const worker = new Worker(source, { eval: true, isolation: 'process', limits: { processes: 14 } });
  const exit = new Promise((resolve) => { worker.on('exit', resolve); });
  const refusal = new Promise((resolve) => { worker.on('error', resolve); });
  const answer = once(worker, 'message').then(([value]) => value);
  const first = await Promise.race([answer, refusal]);
  if (first instanceof Error) {
    assert.strictEqual(process.getuid(), 0);
    assert.strictEqual(first.code, 'ERR_WORKER_INIT_FAILED');
    assert.match(first.message, /limits\.processes/);
    await exit;
    assert.strictEqual(worker.exitReason, 'not-started');
    return;
  }
  const [code, started, status] = first;
  assert.strictEqual(code, 'EAGAIN');
  const { max, by } = worker.limits.processes;
  assert.strictEqual(max, 14);
  assert.ok(by.length === 1 && ['cgroup', 'rlimit'].includes(by[0]), by);
  // The worker itself, its threads and the guard of its children count.
  assert.ok(started > 4 && started < 14, `${started}`);
  assert.strictEqual(status, 0);
  // The limit is the worker's alone.
  assert.strictEqual(spawnSync('true').status, 0);
  assert.strictEqual(await exit, 0);
}, ONLY_THIS_TEST);
