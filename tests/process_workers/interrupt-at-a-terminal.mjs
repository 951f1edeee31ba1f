// heddle-only
// Ctrl-C at a terminal reaches the main process alone, whose handler drains its busy and its idle process workers; without a
// handler all of them end with it.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const worker = `
  const { parentPort, workerData } = require('node:worker_threads');
  process.on('SIGINT', () => parentPort.postMessage('interrupted'));
  parentPort.on('message', (value) => {
    parentPort.postMessage(value);
    if (value === 'drain') parentPort.close();
  });
  parentPort.postMessage(process.pid);
  (function work() { if (workerData === 'busy') for (let i = 0; i < 1e5; i++); setImmediate(work).unref(); })();
`;

async function program(handles) {
  const say = (text) => fs.writeSync(1, `${text}\n`);
  const workers = ['busy', 'idle'].map((workerData) => new Worker(worker, { eval: true, isolation: 'process', workerData }));
  const pids = await Promise.all(workers.map(async (each) => (await once(each, 'message'))[0]));
  for (const each of workers) {
    each.on('message', (value) => say(`worker ${value}`));
    each.on('exit', (code) => say(`exit ${code} ${each.exitReason}`));
  }
  if (handles) {
    process.on('SIGINT', () => {
      for (const each of workers) each.postMessage('drain');
    });
  }
  say(`ready ${pids.join(' ')}`);
}

const isAlive = (pid) => {
  try {
    return !/\) [ZX] /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

async function run(kind) {
  const command = `exec "${process.execPath}" "${import.meta.filename}" ${kind}`;
  const terminal = spawn('script', ['-qefc', command, '/dev/null'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let pids;
  terminal.stdout.setEncoding('utf8').on('data', (part) => {
    text += part;
    const ready = /ready (\d+) (\d+)\r\n/.exec(text);
    if (ready === null || pids !== undefined) return;
    pids = ready.slice(1).map(Number);
    terminal.stdin.write('\x03');
  });
  const [code] = await once(terminal, 'close');
  // Those whose parent is gone without a word are about to end.
  for (const pid of pids) while (isAlive(pid)) await new Promise(setImmediate);
  return [code, text.slice(text.indexOf('ready')).replaceAll('^C', '').trim().split('\r\n').slice(1).sort()];
}

if (process.argv[2] !== undefined) {
  await program(process.argv[2] === 'handled');
} else {
  assert.deepStrictEqual(await run('handled'), [0, ['exit 0 finished', 'exit 0 finished', 'worker drain', 'worker drain']]);
  assert.deepStrictEqual(await run('plain'), [130, []]);
}
