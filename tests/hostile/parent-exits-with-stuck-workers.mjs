// heddle-only
// fifo: f
// on "never": close-stdin
// exit: 5
// process.exit() ends a program at once whatever its workers do. (Node waits for those in system calls.)
import { stuckWorkers } from './fixtures/stuck-workers.mjs';

await stuckWorkers();
process.exit(5);
