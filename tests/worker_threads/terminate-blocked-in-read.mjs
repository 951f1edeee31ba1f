// heddle-only
// fifo: f
// on "never": close-stdin
// terminate() ends a worker that waits for input.
import { terminates } from './fixtures/ends.mjs';

await terminates('readSync', 'const fd = fs.openSync("f", "r+"); ready(); fs.readSync(fd, Buffer.alloc(9))');
await terminates('readvSync', 'const fd = fs.openSync("f", "r+"); ready(); fs.readvSync(fd, [Buffer.alloc(9)])');
await terminates('readFileSync', 'const fd = fs.openSync("f", "r+"); ready(); fs.readFileSync(fd)');
await terminates('stdin', 'ready(); fs.readSync(0, Buffer.alloc(9))');
