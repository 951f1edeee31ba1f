// heddle-only: an array that only grows ends the worker, alone: numbers, objects, holes that get filled.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('const a = []; for (;;) a.push(1);');
await goesOver('const a = []; for (;;) a.push({});');
await goesOver('const a = []; for (let i = 0; ; i++) a[i] = 0.5;');
await goesOver('const a = []; for (;;) a.unshift(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);');
