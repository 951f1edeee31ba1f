// heddle-only: one array larger than the heap limit ends the worker, alone.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('new Array(1e8).fill(1); for (;;);');
await goesOver('const a = []; a.length = 1e8; a.fill(1); for (;;);');
await goesOver('Array.from({ length: 1e9 });');
await goesOver('const a = [1]; for (;;) a.splice(0, 0, ...a.slice(0, 1e4));');
await goesOver('let a = [1]; for (;;) a = a.concat(a);');
