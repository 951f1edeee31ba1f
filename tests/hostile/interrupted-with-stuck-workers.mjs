// fifo: f
// on "ready": SIGINT
// on "never": close-stdin
// exit: SIGINT
// Ctrl-C ends a program at once whatever its workers do.
import { stuckWorkers } from './fixtures/stuck-workers.mjs';

await stuckWorkers();
console.log('ready');
