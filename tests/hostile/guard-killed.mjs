// heddle-only
// The process that starts programs is killed again and again: children that run are not harmed, their ends and output
// arrive, later ones start, and nothing is left over.
import assert from 'node:assert';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

// Those whose parent is this process.
const children = () => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent, group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    return { pid: Number(pid), name, state, parent: Number(parent), group: Number(group) };
  } catch {
    return { parent: 0 };
  }
}).filter(({ parent }) => parent === process.pid);
// What it has just cloned has its name still, but no group of its own.
const guards = () => children().filter(({ pid, name, state, group }) => name === 'heddle-guard' && state !== 'Z' && group === pid);

if (!isMainThread) {
  let kills = 0;
  while (Atomics.load(workerData, 0) === 0) {
    for (const { pid } of guards()) {
      try {
        process.kill(pid, 'SIGKILL');
        kills++;
      } catch (error) {
        // One from the last round was still at dying.
        assert.strictEqual(error.code, 'ESRCH');
      }
    }
    Atomics.wait(workerData, 0, 0, Math.random() * 5);
  }
  parentPort.postMessage(kills);
  process.exit();
}

for (let round = 0; round < 5; round++) {
  const reads = spawn('cat', { stdio: ['pipe', 'pipe', 'inherit'] });
  const sleeps = spawn('sleep', ['1000'], { stdio: 'ignore' });
  const [guard] = guards();
  process.kill(guard.pid, 'SIGKILL');
  // Some starts fall into the moment of the death.
  assert.strictEqual(execFileSync('echo', ['x'], { encoding: 'utf8' }), 'x\n');
  assert.strictEqual(spawnSync('sh', ['-c', 'exit 3']).status, 3);
  reads.stdin.end('through');
  let text = '';
  for await (const part of reads.stdout) text += part;
  assert.strictEqual(text, 'through');
  sleeps.kill();
  await Promise.all([reads.exitCode === null ? once(reads, 'exit') : undefined, once(sleeps, 'exit')]);
  assert.deepStrictEqual([reads.exitCode, sleeps.signalCode], [0, 'SIGTERM']);
}
// Killed while programs are started, at any point of that: each runs, and once.
const stop = new Int32Array(new SharedArrayBuffer(4));
const killer = new Worker(new URL(import.meta.url), { workerData: stop });
await once(killer, 'online');
const count = 400;
const ends = [];
for (let i = 0; i < count; i++) {
  const program = ['sh', ['-c', `echo ${i} >>ran`], { stdio: 'ignore' }];
  if (i % 2 === 0) assert.strictEqual(spawnSync(...program).error, undefined);
  else ends.push(once(spawn(...program), 'exit'));
  if (i % 50 === 0) await new Promise((resolve) => { setImmediate(resolve); });
}
await Promise.all(ends);
Atomics.store(stop, 0, 1);
Atomics.notify(stop, 0);
const [kills] = await once(killer, 'message');
assert.ok(kills > 0);
const ran = fs.readFileSync('ran', 'utf8').trim().split('\n').map(Number).sort((a, b) => a - b);
assert.deepStrictEqual(ran, Array.from({ length: count }, (_, i) => i));
// Nothing but the current guard, and no zombie.
spawnSync('true');
const last = () => children().filter(({ name, state }) => name !== 'heddle-guard' || state === 'Z');
while (last().length > 0) await new Promise((resolve) => setTimeout(resolve, 10));
assert.strictEqual(guards().length, 1);
