// heddle-only
// fifo: f
// terminate() ends a worker that waits for room in a full pipe.
import { terminates } from './fixtures/ends.mjs';

await terminates('writeSync', 'const fd = fs.openSync("f", "r+"); ready(); for (;;) fs.writeSync(fd, Buffer.alloc(1e6))');
await terminates('writeFileSync', 'const fd = fs.openSync("f", "r+"); ready(); fs.writeFileSync(fd, Buffer.alloc(1e6))');
await terminates('writevSync', 'const fd = fs.openSync("f", "r+"); ready(); for (;;) fs.writevSync(fd, [Buffer.alloc(1e6)])');
