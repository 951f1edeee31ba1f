// Proportional memory that each of 16 idle workers adds.
import { idleWorkers, pss, report, sleep } from './lib.mjs';

const COUNT = 16;
await idleWorkers(1);
await sleep(200);
const before = pss();
await idleWorkers(COUNT);
await sleep(500);
report((pss() - before) / COUNT / (1 << 20));
process.exit(0);
