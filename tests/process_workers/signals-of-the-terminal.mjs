// heddle-only
// What the terminal sends to a program on Ctrl-C reaches its main process alone, which can then drain its workers.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const program = `
  const { Worker } = require('node:worker_threads');
  const worker = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m))",
    { eval: true, isolation: 'process' });
  worker.postMessage('there');
  worker.on('message', (message) => {
    console.log(message);
    if (message === 'drained') process.exit(5);
  });
  process.on('SIGINT', () => worker.postMessage('drained'));
`;
// A group of its own, as a shell gives to what it starts; the terminal signals the group.
const runtime = spawn(process.execPath, ['-e', program], { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
let text = '';
runtime.stdout.setEncoding('utf8').on('data', (chunk) => {
  text += chunk;
  if (text === 'there\n') process.kill(-runtime.pid, 'SIGINT');
});
assert.deepStrictEqual(await once(runtime, 'close'), [5, null]);
assert.strictEqual(text, 'there\ndrained\n');
