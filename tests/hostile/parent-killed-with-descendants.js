// heddle-only
// A program that is killed leaves no descendant behind, not even those with a session of their own; only what was
// started `detached` lives on.
const assert = require('node:assert');
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const { once } = require('node:events');

const mark = `MARK=descendants-of-${process.pid}`;
const alive = () => fs.readdirSync('/proc').filter((name) => {
  if (!/^\d+$/.test(name)) return false;
  try {
    return fs.readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(mark);
  } catch {
    return false;
  }
});
// It goes with this test, should that be interrupted.
const detached = `tail --pid=${process.pid} -f /dev/null`;
const parent = `
  const { spawn } = require('node:child_process');
  for (let i = 0; i < 10; i++) {
    spawn('sh', ['-c', 'sleep 1000 & setsid sleep 1000 & (trap "" TERM; sleep 1000; :) & wait'], { stdio: 'ignore' });
  }
  spawn('sh', ['-c', 'setsid ${detached} & exit'], { stdio: 'ignore', detached: true }).on('exit', () => console.log('ready'));
`;

async function main() {
  const [name, value] = mark.split('=');
  const runtime = spawn(process.execPath, ['-e', parent], { env: { ...process.env, [name]: value }, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(runtime.stdout, 'data');
  assert.ok(alive().length > 10);
  runtime.kill('SIGKILL');
  await once(runtime, 'exit');
  const names = () => alive().map((pid) => {
    try {
      return fs.readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').join(' ').trim();
    } catch {
      return '';
    }
  });
  for (;;) {
    const left = names();
    if (left.length === 1 && left[0] === detached) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  alive().forEach((pid) => process.kill(Number(pid), 'SIGKILL'));
}
main();
