// Memory of its own (USS) that each of 16 idle workers in processes has; of other runtimes, whose workers are threads, what
// each adds to the process.
import { readFileSync } from 'node:fs';
import { next, pss, report, sleep, start } from './lib.mjs';

const COUNT = 16;
async function idle(count) {
  const workers = Array.from({ length: count }, () => start('pid', { isolation: 'process' }));
  return Promise.all(workers.map((worker) => next(worker)));
}
function own(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1');
  const field = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)[1]) * 1024;
  return field('Private_Clean') + field('Private_Dirty');
}
await idle(1);
await sleep(200);
const before = pss();
const pids = await idle(COUNT);
await sleep(500);
const bytes = pids[0] === process.pid ? pss() - before : pids.reduce((sum, pid) => sum + own(pid), 0);
report(bytes / COUNT / (1 << 20));
process.exit(0);
