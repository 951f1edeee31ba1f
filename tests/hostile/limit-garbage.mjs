// heddle-only: a worker that makes much garbage beside much that it keeps stays within its limits and goes on.
// no-gc-stress: fills a heap, which would be collected all the time
import assert from 'node:assert';
import { survives } from './fixtures/limited.mjs';

const source = `const keep = []; for (let i = 0; i < 2e5; i++) keep.push({ i });
  let x; for (let i = 0; i < 2e6; i++) x = [i, { i }];
  for (let i = 0; i < 100; i++) x = new Array(5e5).fill(i);
  for (let i = 0; i < 300; i++) x = JSON.parse('[' + '{"a":1},'.repeat(1e4) + '1]');
  for (let i = 0; i < 100; i++) x = 'x'.repeat(2e6) + i;
  for (let i = 0; i < 300; i++) x = new Uint8Array(5e6);
  for (let i = 0; i < 300; i++) x = new SharedArrayBuffer(5e6);
  require('worker_threads').parentPort.postMessage(keep.length + x.byteLength);`;
assert.deepStrictEqual(await survives(source), [2e5 + 5e6]);
