// heddle-only: texts count for the heap limit; a text that is too long by itself is a RangeError, as in Node.
// no-gc-stress: fills a heap, which would be collected all the time
import assert from 'node:assert';
import { goesOver, survives } from './fixtures/limited.mjs';

// Doubling makes a rope, which costs next to nothing until it is read.
const doubled = 'let s = "x"; try { for (;;) s += s; } catch (e) { require("worker_threads").parentPort.postMessage([e.name, e.message]); }';
assert.deepStrictEqual(await survives(doubled), [['RangeError', 'Invalid string length']]);
await goesOver('let s = "x"; for (;;) { s += s; /y/.test(s); }');
await goesOver('const list = []; for (;;) list.push("x".repeat(1e5) + list.length);');
await goesOver('const list = []; for (;;) { const s = "x".repeat(1e5) + list.length; /y/.test(s); list.push(s); }');
await goesOver('/y/.test("x".repeat(2 ** 29)); for (;;);');
await goesOver('const s = "ab,".repeat(5e6); const list = []; for (;;) list.push(s.split(","));');
await goesOver('const list = []; for (let i = 0; ; i++) list.push(Symbol.for("a rather long name of a symbol " + i));');
await goesOver('const list = []; for (;;) list.push(new Array(1000).fill("abcdefgh").join(list.length));');
