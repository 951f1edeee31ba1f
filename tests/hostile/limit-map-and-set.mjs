// heddle-only: collections that only grow end the worker, alone.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('const map = new Map(); for (let i = 0; ; i++) map.set(i, i);');
await goesOver('const set = new Set(); for (let i = 0; ; i++) set.add({});');
await goesOver('const map = new WeakMap(); const keys = []; for (;;) { const key = {}; keys.push(key); map.set(key, [1]); }');
