// heddle-only
// Five hundred process workers live at once, each answers, and all of them end.
import assert from 'node:assert';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

// Fewer where the system does not allow as many tasks or descriptors.
const numberIn = (text) => Number(/\d+/.exec(text)?.[0] ?? Infinity);
const limits = readFileSync('/proc/self/limits', 'latin1').split('\n');
const limitOf = (name) => numberIn(limits.find((line) => line.startsWith(name)).slice(name.length));
let tasks = limitOf('Max processes');
for (const line of readFileSync('/proc/self/cgroup', 'latin1').trim().split('\n')) {
  const [, kind, path] = line.split(':');
  if (kind !== '' && kind !== 'pids') continue;
  for (const folder of [`/sys/fs/cgroup${path}`, `/sys/fs/cgroup/pids${path}`, '/sys/fs/cgroup', '/sys/fs/cgroup/pids']) {
    try {
      tasks = Math.min(tasks, numberIn(readFileSync(`${folder}/pids.max`, 'latin1')));
    } catch (error) {
      assert(['ENOENT', 'ENOTDIR'].includes(error.code));
    }
  }
}
const count = Math.min(500, Math.floor(tasks / 6), Math.floor(limitOf('Max open files') / 6));
assert(count >= 20, `${count} are not many`);

const source = "const { parentPort } = require('worker_threads'); parentPort.on('message', (n) => parentPort.postMessage([n, process.pid]))";
const workers = Array.from({ length: count }, () => new Worker(source, { eval: true, isolation: 'process' }));
const ask = (worker, n) => {
  worker.postMessage(n);
  return once(worker, 'message');
};
const pids = new Set();
for (const round of [1, 2]) {
  const answers = await Promise.all(workers.map((worker, index) => ask(worker, index * round)));
  answers.forEach(([[n, pid]], index) => {
    assert.strictEqual(n, index * round);
    pids.add(pid);
  });
}
assert.strictEqual(pids.size, count);
for (const pid of pids) process.kill(pid, 0);
assert.deepStrictEqual(await Promise.all(workers.map((worker) => worker.terminate())), Array(count).fill(1));
