// heddle-only
// prewarm() and --zygote start the process that process workers are forked from before there is one; one that has been killed
// is started again.
import assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { prewarm } from 'heddle:worker';
import { Worker } from 'node:worker_threads';

const read = (pid, file) => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1');
  } catch (error) {
    // Gone meanwhile.
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  }
};
const parentOf = (pid) => Number(read(pid, 'stat').split(') ')[1]?.split(' ')[1]);
const zygotes = () => readdirSync('/proc').filter((name) => /^\d/.test(name) && parentOf(name) === process.pid &&
  read(name, 'cmdline').startsWith('heddle-zygote')).map(Number);

if (process.argv[2] === 'program') {
  console.log(zygotes().length);
} else {
  assert.deepStrictEqual(zygotes(), []);
  assert.strictEqual(prewarm(), undefined);
  const [first] = zygotes();
  prewarm();
  assert.deepStrictEqual(zygotes(), [first]);

  const worker = new Worker('require("worker_threads").parentPort.postMessage(process.pid)', { eval: true, isolation: 'process' });
  const [pid] = await once(worker, 'message');
  await once(worker, 'exit');
  assert.strictEqual(typeof pid, 'number');

  process.kill(first, 'SIGKILL');
  // Until the kernel has closed its socket it seems to be there.
  let second;
  do {
    prewarm();
    second = zygotes().find((zygote) => zygote !== first);
  } while (second === undefined);

  const run = (...flags) => execFileSync(process.execPath, [...flags, import.meta.filename, 'program'], { encoding: 'utf8' });
  assert.strictEqual(run(), '0\n');
  assert.strictEqual(run('--zygote'), '1\n');
  assert.match(execFileSync(process.execPath, ['--help'], { encoding: 'utf8' }), /--zygote /);
  assert.throws(() => new Worker('', { eval: true, execArgv: ['--zygote'] }), { code: 'ERR_WORKER_INVALID_EXEC_ARGV' });
}
