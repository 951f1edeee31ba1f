// From the constructor to the first message of workers in processes of their own, one after another; other runtimes start
// threads. Beside: the same with threads.
import { median, next, report, start } from './lib.mjs';

async function time(options) {
  const from = performance.now();
  const worker = start('ready', options);
  await next(worker);
  const taken = performance.now() - from;
  await worker.terminate();
  return taken;
}
const processes = [];
const threads = [];
for (let n = 0; n < 21; n++) {
  processes.push(await time({ isolation: 'process' }));
  threads.push(await time({}));
}
// The first of either brings up what the others share.
const [first] = processes;
report(median(processes.slice(1)), { first, threads: median(threads.slice(1)) });
process.exit(0);
