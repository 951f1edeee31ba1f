// heddle-only: what is larger than the whole limit by itself is a RangeError, as in Node, and the worker goes on.
import assert from 'node:assert';
import { survives } from './fixtures/limited.mjs';

const source = `const { parentPort } = require('worker_threads');
  const make = [() => new ArrayBuffer(8e9), () => new ArrayBuffer(8e12), () => new ArrayBuffer(65 << 20), () => new Uint8Array(65 << 20), () => Buffer.alloc(65 << 20),
    () => new SharedArrayBuffer(65 << 20), () => new ArrayBuffer(1, { maxByteLength: 65 << 20 }),
    () => new WebAssembly.Memory({ initial: 2000 }), () => new WebAssembly.Memory({ initial: 1 }).grow(2000),
    () => new ArrayBuffer(2 ** 53), () => 'x'.repeat(2 ** 31), () => 'x'.padEnd(2 ** 31), () => new Array(-1)];
  for (const one of make) {
    try { one(); parentPort.postMessage('made ' + one); } catch (e) { parentPort.postMessage(e instanceof RangeError ? e.message : one + ' ' + e); }
  }`;
const buffer = 'Array buffer allocation failed';
assert.deepStrictEqual(await survives(source), [buffer, buffer, buffer, buffer, buffer, buffer, buffer,
  'WebAssembly.Memory(): could not allocate memory', 'failed to grow memory',
  'Invalid array buffer length', 'Invalid string length', 'Invalid string length', 'Invalid array length']);
