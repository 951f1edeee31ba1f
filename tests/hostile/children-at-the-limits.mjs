// heddle-only
// A user who may have no more processes, or no more open files, gets errors; nothing crashes, nothing hangs, nothing is
// left behind. Limits do not bind root, so the program runs as nobody when the test has the right to make it so.
import assert from 'node:assert';
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const program = `
  const { spawn, spawnSync } = require('node:child_process');
  const fs = require('node:fs');
  const codes = new Set();
  const running = [];
  let ended = 0;
  const open = () => fs.readdirSync('/proc/self/fd').length;
  const finish = () => {
    if (++ended < 200) return;
    spawnSync('true');
    console.log(JSON.stringify({ codes: [...codes], ran: running.length }));
  };
  for (let i = 0; i < 200; i++) {
    let child;
    try {
      child = spawn('sleep', ['1000']);
    } catch (error) {
      codes.add('thrown ' + error.code);
      finish();
      continue;
    }
    child.on('spawn', () => {
      running.push(child);
      setImmediate(() => child.kill('SIGKILL'));
    });
    child.on('error', (error) => {
      codes.add(error.code);
      finish();
    });
    child.on('exit', finish);
  }
`;

const limited = (limits, option = '--max-children=1000') => {
  // The program itself may lie where nobody may go.
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'limits-'));
  fs.chmodSync(folder, 0o755);
  const heddle = path.join(folder, 'heddle');
  fs.copyFileSync(process.execPath, heddle);
  fs.chmodSync(heddle, 0o755);
  const asNobody = process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {};
  const result = spawnSync('sh', ['-c', `${limits}; exec "$0" $2 -e "$1"`, heddle, program, option], {
    ...asNobody, cwd: '/', encoding: 'utf8', env: { PATH: process.env.PATH },
  });
  fs.rmSync(folder, { recursive: true });
  assert.deepStrictEqual([result.status, result.signal, result.stderr], [0, null, ''], limits);
  return JSON.parse(result.stdout);
};

const files = limited('ulimit -n 60');
assert.deepStrictEqual(files.codes, ['EMFILE']);
assert.ok(files.ran > 5 && files.ran < 200, `${files.ran}`);
if (process.getuid() === 0) {
  // Other programs of that user count as well.
  const processes = limited('ulimit -u 60 2>/dev/null || ulimit -p 60');
  assert.deepStrictEqual(processes.codes, ['EAGAIN']);
  assert.ok(processes.ran < 200, `${processes.ran}`);
  // Unless told otherwise only so many run at a time as the user may have.
  assert.deepStrictEqual(limited('ulimit -u 60 2>/dev/null || ulimit -p 60', ''), { codes: [], ran: 200 });
}
