// heddle-only
// SIGKILL of a program with 50 children that have children of their own, some in a session of their own and without a
// living parent: none is left, without any right beyond that of an ordinary user.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'killed-'));
fs.chmodSync(folder, 0o755);
const heddle = path.join(folder, 'heddle');
fs.copyFileSync(process.execPath, heddle);
fs.chmodSync(heddle, 0o755);

const mark = `killed-as-nobody-${process.pid}`;
const hasMark = (pid) => {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(mark);
  } catch {
    return false;
  }
};
const marked = () => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && hasMark(name));
const parent = `
  const { spawn } = require('node:child_process');
  let ready = 0;
  for (let i = 0; i < 50; i++) {
    // The name is what the test knows them by; tail goes with the test.
    const idle = 'exec -a ${mark} tail --pid=${process.pid} -f /dev/null';
    const child = spawn('bash', ['-c', '(' + idle + ') & setsid bash -c "' + idle + '" & echo; :'], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => { if (++ready === 50) console.log('ready'); });
  }
  setInterval(() => {}, 1000);
`;
const asNobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
const child = spawn(heddle, ['-e', parent], { ...asNobody, cwd: '/', env: { PATH: process.env.PATH }, stdio: ['ignore', 'pipe', 'inherit'] });
await once(child.stdout, 'data');
while (marked().length < 101) await new Promise((resolve) => setTimeout(resolve, 20));
child.kill('SIGKILL');
await once(child, 'exit');
while (marked().length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
fs.rmSync(folder, { recursive: true });
assert.strictEqual(child.signalCode, 'SIGKILL');
