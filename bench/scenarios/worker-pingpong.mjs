// A number to a worker and back, one at a time.
import { report, roundTrips, start } from './lib.mjs';

const worker = start('echo');
report(await roundTrips(worker, (n) => worker.postMessage(n), 1500));
process.exit(0);
