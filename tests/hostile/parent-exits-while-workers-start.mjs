// exit: 4
// Leaving in the middle of sixteen worker starts neither hangs nor crashes.
import { Worker } from 'node:worker_threads';

for (let i = 0; i < 16; i++) new Worker('1 + 1', { eval: true });
setImmediate(() => process.exit(4));
