// heddle-only
// Nothing of the environment of its creator is in a sandboxed worker: neither in process.env nor anywhere in its memory.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

const SIZE = 1 << 20;

// Whether the memory of a process holds the bytes.
function holds(pid, needle) {
  const memory = fs.openSync(`/proc/${pid}/mem`);
  const buffer = Buffer.alloc(SIZE + needle.length);
  let searched = 0;
  for (const line of fs.readFileSync(`/proc/${pid}/maps`, 'latin1').split('\n')) {
    const [, from, to, readable, name] = /^([0-9a-f]+)-([0-9a-f]+) (.).{3} \S+ \S+ \S+ *(.*)$/.exec(line) ?? [];
    if (readable !== 'r' || /^\[v/.test(name)) continue;
    const end = BigInt(`0x${to}`);
    for (let at = BigInt(`0x${from}`); at < end; at += BigInt(SIZE)) {
      const left = end - at;
      const length = left < BigInt(buffer.length) ? Number(left) : buffer.length;
      const count = fs.readSync(memory, buffer, 0, length, at);
      searched += count;
      if (buffer.subarray(0, count).includes(needle)) return true;
    }
  }
  fs.closeSync(memory);
  assert.ok(searched > SIZE);
  return false;
}

async function look(secret, options) {
  const source = `require('worker_threads').parentPort.once('message', () => {}).postMessage([process.pid, { ...process.env }])`;
  const worker = new Worker(source, { eval: true, isolation: 'process', ...options });
  const [[pid, env]] = await once(worker, 'message');
  // Only root may look into a process that made itself invisible.
  const found = process.getuid() === 0 ? holds(pid, Buffer.from(secret)) : undefined;
  if (found === undefined && options.sandbox) assert.throws(() => fs.openSync(`/proc/${pid}/mem`), { code: 'EACCES' });
  await worker.terminate();
  return { env, found };
}

if (process.env.SECRET === undefined) {
  await asEachUser(import.meta.url, async () => {
    const SECRET = `secret-${Math.random()}-${process.hrtime.bigint()}`;
    const { AS_NOBODY } = process.env;
    const env = AS_NOBODY === undefined ? { SECRET } : { SECRET, AS_NOBODY };
    const { status, stderr } = spawnSync(process.execPath, [process.argv[1]], { env, encoding: 'utf8' });
    assert.strictEqual(status, 0, stderr);
  });
} else {
  const { SECRET } = process.env;
  const { found, env } = await look(SECRET, {});
  assert.strictEqual(env.SECRET, SECRET);
  // A worker that is not sandboxed shows that the search finds it.
  assert.ok(found === true || process.getuid() !== 0);
  const confined = await look(SECRET, { sandbox: true });
  assert.deepStrictEqual(confined.env, {});
  assert.ok(confined.found === false || process.getuid() !== 0);
  assert.deepStrictEqual((await look(SECRET, { sandbox: { env: { OWN: '1' } } })).env, { OWN: '1' });
}
