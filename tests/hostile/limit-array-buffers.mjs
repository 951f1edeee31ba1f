// heddle-only: buffers count for the external limit, not for the heap.
import assert from 'node:assert';
import { goesOver, small, survives } from './fixtures/limited.mjs';

const external = { limit: 'external' };
await goesOver('const list = []; for (;;) list.push(new ArrayBuffer(1e6));', external);
await goesOver('const list = []; for (;;) list.push(new ArrayBuffer(500));', external);
await goesOver('const list = []; for (;;) list.push(new Uint8Array(1000).fill(1));', external);
await goesOver('const list = []; for (;;) list.push(new Float64Array(1e5).fill(1));', external);
await goesOver('const list = []; for (;;) list.push(Buffer.alloc(1e6, 1));', external);
await goesOver('const list = []; for (;;) list.push(new ArrayBuffer(0, { maxByteLength: 1e6 }));', external);
await goesOver('const list = []; const b = new ArrayBuffer(1e6); for (;;) list.push(b.slice(0));', external);
await goesOver('const list = []; const b = new Uint8Array(1e6); for (;;) list.push(structuredClone(b));', external);
// More than the heap limit, less than the external one; and any number of buffers that become garbage.
const source = `const list = []; for (let i = 0; i < 50; i++) list.push(new Uint8Array(1e6).fill(1));
  for (let i = 0; i < 500; i++) new Uint8Array(1e6).fill(1);
  require('worker_threads').parentPort.postMessage(list.length)`;
assert.deepStrictEqual(await survives(source, small), [50]);
