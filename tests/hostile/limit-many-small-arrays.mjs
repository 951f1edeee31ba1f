// heddle-only: a worker that makes small arrays without end is ended by its heap limit, alone.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('const list = []; for (;;) list.push([1, 2, 3]);');
await goesOver('let last = null; for (;;) last = { last };');
await goesOver('let last = null; for (;;) { const before = last; last = () => before; }');
