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
