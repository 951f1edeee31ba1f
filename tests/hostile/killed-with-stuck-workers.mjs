// fifo: f
// on "ready": SIGKILL
// on "never": close-stdin
// exit: SIGKILL
// kill -9 leaves nothing behind, whatever the workers do, also amid terminate().
import { stuckWorkers } from './fixtures/stuck-workers.mjs';

const workers = await stuckWorkers();
for (const worker of workers) worker.terminate();
console.log('ready');
