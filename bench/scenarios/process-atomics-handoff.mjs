// The same as atomics-handoff between workers in processes of their own; other runtimes start threads. Beside: with threads.
import { handOffs, median, report } from './lib.mjs';

const rates = { process: [], thread: [] };
for (let n = 0; n < 3; n++) {
  for (const isolation of ['process', 'thread']) rates[isolation].push(await handOffs({ isolation }));
}
report(median(rates.process), { threads: median(rates.thread) });
process.exit(0);
