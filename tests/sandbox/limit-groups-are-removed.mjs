// heddle-only
// The control group of a limited worker goes with it: when it ends, when it is killed, when its zygote was killed before, and
// when the whole program is. Where no group can be made `worker.limits` says that none holds.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const start = () => new Worker(`
  const { parentPort } = require('worker_threads');
  const fs = require('fs');
  const status = fs.readFileSync('/proc/self/status', 'latin1');
  parentPort.postMessage([process.pid, +/PPid:\\s*(\\d+)/.exec(status)[1], fs.readFileSync('/proc/self/cgroup', 'latin1')]);
  parentPort.on('message', () => {});
`, { eval: true, isolation: 'process', limits: { memoryMb: 256, processes: 1e6 } });

/** The worker, its process id, that of its zygote, and the names of its groups. */
async function ready(worker = start()) {
  const [[pid, zygote, membership]] = await Promise.race([
    once(worker, 'message'), once(worker, 'error').then(([error]) => { throw error; }),
  ]);
  const names = [...new Set(membership.match(/heddle-\d+-\d+/g) ?? [])];
  const has = ['memoryMb', 'processes'].filter((name) => worker.limits[name].by.includes('cgroup'));
  assert.strictEqual(names.length > 0, has.length > 0, membership);
  return { worker, pid, zygote, names };
}

/** All folders of groups with one of these names. */
function folders(names) {
  const mounts = fs.readFileSync('/proc/self/mountinfo', 'latin1').split('\n').filter((line) => / - cgroup2? /.test(line));
  const places = mounts.map((line) => line.split(' ')[4]);
  const own = fs.readFileSync('/proc/self/cgroup', 'latin1').split('\n').map((line) => line.split(':').slice(2).join(':'));
  const all = places.flatMap((place) => own.flatMap((path) => [`${place}/${path}`, `${place}/${path}/..`]));
  return all.flatMap((folder) => names.map((name) => `${folder}/${name}`)).filter((folder) => fs.existsSync(folder));
}

function statusOf(pid) {
  try {
    return fs.readFileSync(`/proc/${pid}/status`, 'latin1');
  } catch {
    return '';
  }
}

/** Waits until they are gone: who removes them is another process. */
async function gone(names) {
  while (folders(names).length > 0) await new Promise(setImmediate);
}

if (process.argv[2] === 'program') {
  const { names, zygote } = await ready();
  console.log(JSON.stringify({ names, zygote }));
} else {
  let first;
  try {
    first = await ready();
  } catch (error) {
    // The kernel exempts this user from the other measure.
    assert.match(error.message, /limits\.processes/);
  }
  if (first !== undefined) {
    if (first.names.length > 0) assert.ok(folders(first.names).length > 0);
    await first.worker.terminate();
    await gone(first.names);

    const second = await ready();
    process.kill(second.pid, 'SIGKILL');
    await once(second.worker, 'exit');
    assert.strictEqual(second.worker.exitReason, 'killed');
    await gone(second.names);

    const third = await ready();
    process.kill(third.zygote, 'SIGKILL');
    // Until the kernel has closed its files it seems to be there.
    while (/^State:\s+[^ZX\s]/m.test(statusOf(third.zygote))) await new Promise(setImmediate);
    await third.worker.terminate();
    await gone(third.names);

    const program = spawn(process.execPath, [import.meta.filename, 'program'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(program.stdout, 'data');
    program.kill('SIGKILL');
    await once(program, 'exit');
    await gone(JSON.parse(line).names);
  }
}
