// heddle-only: JSON.parse of a bomb, and JSON.stringify of one, end the worker, alone.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('const t = "[" + "[],".repeat(2e6) + "1]"; const list = []; for (;;) list.push(JSON.parse(t));');
await goesOver('const t = "[" + "{\\"a\\":1},".repeat(2e6) + "1]"; JSON.parse(t); for (;;);');
await goesOver('const t = "[" + ("\\"" + "abcdefghij".repeat(60) + "\\",").repeat(2e4) + "1]"; const list = []; for (;;) list.push(JSON.parse(t));');
await goesOver('const a = new Array(1e5).fill("x".repeat(1000)); JSON.stringify(a); for (;;);');
await goesOver('const t = "{" + Array.from({ length: 5e5 }, (_, i) => `"k${i}":${i}`).join() + "}"; const list = []; for (;;) list.push(JSON.parse(t));');
