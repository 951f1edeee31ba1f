// From the constructor to the first message, workers started one after another.
import { median, next, report, start } from './lib.mjs';

const times = [];
for (let n = 0; n < 21; n++) {
  const from = performance.now();
  const worker = start('ready');
  await next(worker);
  times.push(performance.now() - from);
  await worker.terminate();
}
// The first start also loads code; a program that starts one worker pays it, so it is reported beside.
report(median(times.slice(1)), { first: times[0] });
process.exit(0);
