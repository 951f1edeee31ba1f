// A number to a worker in a process of its own and back, one at a time; other runtimes do it with a forked child. Beside: the
// rate with a thread.
import { fork } from 'node:child_process';
import { median, next, report, start } from './lib.mjs';

async function rate(worker, post) {
  post(0);
  await next(worker);
  const LIMIT_MS = 500;
  let count = 0;
  const from = performance.now();
  await new Promise((resolve) => {
    worker.on('message', (n) => {
      count++;
      if (n % 64 === 0 && performance.now() - from > LIMIT_MS) resolve();
      else post(n + 1);
    });
    post(1);
  });
  const result = count / (performance.now() - from) * 1000;
  worker.removeAllListeners('message');
  return result;
}

async function withWorker(isolation) {
  const worker = start('echo', { isolation });
  const result = await rate(worker, (n) => worker.postMessage(n));
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
  report(await rate(child, (n) => child.send(n)));
}
process.exit(0);
