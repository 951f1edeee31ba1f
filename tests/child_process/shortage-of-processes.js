// heddle-only
// When the system has no process to give, a start is tried again for a while, then that is its error; nothing breaks.
const assert = require('node:assert');
const { exec, execFileSync, fork, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const { promisify } = require('node:util');

// Pauses of 1, 2, 4 … ms, six in all.
const PAUSES = 63;
// A user that nobody else is: processes are counted by user.
const USER = Number(process.argv[3] ?? 600_000_000 + process.pid);

if (process.argv[2] === 'child') child();
else if (process.getuid() === 0) main();
else console.log('only root can become a user that nobody else is');

function guardOf(pid) {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find((id) => {
    try {
      return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith(`heddle-guard\0${pid}\0`);
    } catch {
      return false;
    }
  });
}

// The soft limit, which that user may raise again.
function limit(pid, count) {
  execFileSync('prlimit', ['--pid', pid, `--nproc=${count}:`], { uid: USER, gid: USER });
}

async function main() {
  const runtime = fork(__filename, ['child', String(USER)]);
  await once(runtime, 'message');
  const guard = guardOf(runtime.pid);
  // The runtime and the guard are two already.
  limit(guard, 1);
  runtime.send('limited');
  const [pause] = await once(runtime, 'message');
  assert.ok(pause >= PAUSES, `${pause} ms`);
  limit(guard, 1000);
  runtime.send('free');
  assert.deepStrictEqual(await once(runtime, 'exit'), [0, null]);
}

async function child() {
  process.setgroups([]);
  process.setgid(USER);
  process.setuid(USER);
  const options = { cwd: '/' };
  assert.deepStrictEqual(await once(spawn('true', options), 'close'), [0, null]);
  process.send('ready');
  await once(process, 'message');
  const before = performance.now();
  const refused = spawn('true', ['x'], options);
  const pause = performance.now() - before;
  assert.strictEqual(refused.pid, undefined);
  const [error] = await once(refused, 'error');
  const { code, syscall, path, spawnargs, message } = error;
  assert.deepStrictEqual([code, syscall, path, spawnargs, message],
    ['EAGAIN', 'spawn true', 'true', ['x'], 'spawn true EAGAIN']);
  assert.strictEqual(spawnSync('true', options).error.code, 'EAGAIN');
  await assert.rejects(promisify(exec)('true', options), { code: 'EAGAIN' });
  process.send(pause);
  await once(process, 'message');
  assert.deepStrictEqual(await once(spawn('true', options), 'close'), [0, null]);
  assert.strictEqual(spawnSync('true', options).status, 0);
  process.disconnect();
}
