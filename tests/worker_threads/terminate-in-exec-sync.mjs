// heddle-only: Node may wait for the program.
// A worker that waits for a program in execSync() can be terminated, and then the program goes, with its descendants.
import assert from 'node:assert';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const turn = () => new Promise((resolve) => setImmediate(resolve));
// Living or not waited for.
const exists = (pid) => existsSync(`/proc/${pid}`);

const worker = new Worker(`
  const { execSync } = require('node:child_process');
  const { parentPort } = require('node:worker_threads');
  execSync('sleep 1000 & setsid sleep 1000 & echo $$ $! > starting; mv starting started; trap "" TERM; wait');
  parentPort.postMessage('never');
`, { eval: true });
worker.on('message', () => assert.fail('it went on'));
while (!existsSync('started')) await turn();
const pids = readFileSync('started', 'utf8').trim().split(' ').map(Number);
assert.ok(pids.length === 2 && pids.every(exists));
assert.strictEqual(await worker.terminate(), 1);
while (pids.some(exists)) await turn();
// The runtime is as before.
const { execSync } = await import('node:child_process');
assert.strictEqual(execSync('echo on', { encoding: 'utf8' }), 'on\n');
