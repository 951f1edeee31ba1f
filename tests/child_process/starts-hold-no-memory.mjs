// heddle-only
// serial
// no-gc-stress: measures memory
// Programs that come and go leave no memory behind, here and in the guard (for the rest: hostile/many-children-leave-nothing).
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { fit, rss } from '../hostile/fixtures/memory.mjs';

const count = Number(process.env.HEDDLE_SOAK_STARTS ?? 400);
const settle = Math.floor(count / 4);

const run = (options) => new Promise((resolve, reject) => {
  const child = spawn('true', options);
  child.stdout?.resume();
  child.on('error', reject).on('close', (code) => (code === 0 ? resolve() : reject(new Error(`code ${code}`))));
});

await run();
const isGuard = (id) => {
  try {
    return fs.readFileSync(`/proc/${id}/cmdline`, 'utf8').startsWith(`heddle-guard\0${process.pid}\0`);
  } catch {
    return false;
  }
};
const guard = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).find(isGuard);
const guardMemory = () => Number(/^RssAnon:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${guard}/status`, 'utf8'))[1]);

let before;
const samples = new Float64Array(count - settle).fill(0);
for (let i = 0; i < count; i++) {
  // One with pipes and one without at a time.
  await Promise.all([run(), run({ stdio: 'ignore' })]);
  if (i === settle) before = guardMemory();
  if (i >= settle) samples[i - settle] = rss();
}
const grown = guardMemory() - before;
const slope = fit(samples);
console.log(`slope ${slope.toFixed(0)} bytes over ${2 * samples.length} starts; the guard grew by ${grown} KiB`);
assert.ok(grown <= 64, `the guard grew by ${grown} KiB`);
// A short run sees the steps in which memory is handed out, so its bound is wider than the soak's.
assert.ok(slope < (count >= 2500 ? 2048 : 64 * 1024), `slope ${slope} bytes a turn`);
