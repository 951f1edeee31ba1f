// A number to a worker in a process of its own and back, one at a time; other runtimes do it with a forked child. Beside: the
// rate with a thread.
import { fork } from 'node:child_process';
import { median, next, report, roundTrips, start } from './lib.mjs';

async function withWorker(isolation) {
  const worker = start('echo', { isolation });
  const result = await roundTrips(worker, (n) => worker.postMessage(n), 500);
  await worker.terminate();
  return result;
}

if (process.versions.heddle !== undefined) {
  const processes = [];
  const threads = [];
  for (let n = 0; n < 3; n++) {
    processes.push(await withWorker('process'));
    threads.push(await withWorker('thread'));
  }
  report(median(processes), { threads: median(threads), toThreads: median(processes) / median(threads) });
} else {
  const child = fork(new URL('./fixtures/forked-echo.mjs', import.meta.url));
  await next(child);
  report(await roundTrips(child, (n) => child.send(n), 500));
}
process.exit(0);
