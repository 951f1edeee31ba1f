// heddle-only: objects that get more and more properties, and tables of them, end the worker, alone.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

await goesOver('const o = {}; for (let i = 0; ; i++) o["k" + i] = i;');
await goesOver('const list = []; for (;;) { const o = {}; for (let i = 0; i < 20; i++) o["k" + i] = i; list.push(o); }');
await goesOver('const o = {}; for (let i = 0; ; i++) o[i * 1000] = i;');
await goesOver('class A {} const list = []; for (;;) { class B extends A { #x = 1; m() {} } list.push(new B()); }');
