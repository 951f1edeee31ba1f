// fifo: f
// on "ready": SIGTERM
// on "never": close-stdin
// exit: SIGTERM
// SIGTERM ends a program at once whatever its workers do.
import { stuckWorkers } from './fixtures/stuck-workers.mjs';

await stuckWorkers();
console.log('ready');
