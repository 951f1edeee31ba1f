// What the scenarios share.
import { readFileSync, readdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

export const full = process.argv.includes('--full');

export function report(value, extra = {}) {
  console.log(JSON.stringify({ value, ...extra }));
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function start(fixture, options) {
  return new Worker(new URL(`./fixtures/${fixture}.mjs`, import.meta.url), options);
}

export function next(emitter, event = 'message') {
  return new Promise((resolve) => emitter.once(event, resolve));
}

/** Starts workers that are idle once this settles. */
export async function idleWorkers(count) {
  const workers = Array.from({ length: count }, () => start('ready'));
  await Promise.all(workers.map((worker) => next(worker)));
  return workers;
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Proportional set size of this process in bytes. */
export function pss() {
  return Number(/^Pss:\s+(\d+)/m.exec(readFileSync('/proc/self/smaps_rollup', 'latin1'))[1]) * 1024;
}

export { fit, rss } from '../../tests/hostile/fixtures/memory.mjs';

/** Processor time of all living threads in nanoseconds, as the scheduler counts it. */
export function cpuNanoseconds() {
  let total = 0;
  for (const task of readdirSync('/proc/self/task')) {
    total += Number(readFileSync(`/proc/self/task/${task}/schedstat`, 'latin1').split(' ')[0]);
  }
  return total;
}

/** Hand-offs a second of two workers with these options that pass a turn with Atomics.wait and notify. */
export async function handOffs(options) {
  const time = async (rounds) => {
    const cells = new Int32Array(new SharedArrayBuffer(8));
    cells[0] = 2;
    const workers = [0, 1].map((me) => start('handoff', { ...options, workerData: { cells, me, rounds } }));
    await Promise.all(workers.map((worker) => next(worker)));
    const done = Promise.all(workers.map((worker) => next(worker)));
    const from = performance.now();
    Atomics.store(cells, 0, 0);
    Atomics.notify(cells, 0);
    await done;
    return (performance.now() - from) / 1000;
  };
  // As many rounds as take about a second.
  const probe = await time(5000);
  const rounds = Math.max(5000, Math.min(20_000_000, Math.round(5000 / probe)));
  return 2 * rounds / await time(rounds);
}

/** Round trips a second of a number that goes to an echo by `post` and back, one at a time. */
export async function roundTrips(echo, post, milliseconds) {
  post(0);
  await next(echo);
  let count = 0;
  const from = performance.now();
  await new Promise((resolve) => {
    echo.on('message', (n) => {
      count++;
      if (n % 64 === 0 && performance.now() - from > milliseconds) resolve();
      else post(n + 1);
    });
    post(1);
  });
  echo.removeAllListeners('message');
  return count / (performance.now() - from) * 1000;
}
