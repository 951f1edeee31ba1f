// heddle-only
// fifo: f
// on "never": close-stdin
// A program whose workers are unreferenced ends, whatever they do.
import { stuckWorkers } from './fixtures/stuck-workers.mjs';

for (const worker of await stuckWorkers()) worker.unref();
