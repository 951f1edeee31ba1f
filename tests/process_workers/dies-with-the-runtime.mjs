// heddle-only
// Process workers and the process that they come from go when the runtime does, however that goes.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const program = `
  const { Worker } = require('node:worker_threads');
  const busy = "require('worker_threads').parentPort.postMessage(process.pid); for (;;);";
  let count = 0;
  for (let i = 0; i < 2; i++) new Worker(busy, { eval: true, isolation: 'process' }).on('message', (pid) => {
    console.log(pid);
    if (++count === 2 && process.argv[1] === 'exit') process.exit();
  });
`;
// A process that has ended may still be in the table for a moment.
const lives = (pid) => existsSync(`/proc/${pid}`) && !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
for (const how of ['exit', 'SIGKILL', 'SIGTERM']) {
  const runtime = spawn(process.execPath, ['-e', program, how], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  runtime.stdout.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
    if (how !== 'exit' && text.split('\n').length === 3) runtime.kill(how);
  });
  await once(runtime, 'close');
  const pids = text.trim().split('\n').map(Number);
  assert.strictEqual(pids.length, 2);
  // The runner's watchdog bounds the wait.
  for (const pid of pids) while (lives(pid)) await setTimeout(5);
}
