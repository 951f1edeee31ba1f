// Processor time that a program with 16 idle workers uses, as a share of one core.
import { cpuNanoseconds, idleWorkers, report, sleep } from './lib.mjs';

const SECONDS = 5;
await idleWorkers(16);
await sleep(1000);
const before = cpuNanoseconds();
await sleep(SECONDS * 1000);
report((cpuNanoseconds() - before) / (SECONDS * 1e9) * 100);
process.exit(0);
