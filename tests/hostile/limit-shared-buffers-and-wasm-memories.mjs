// heddle-only: SharedArrayBuffers and WebAssembly memories count for the external limit.
import assert from 'node:assert';
import { goesOver, survives } from './fixtures/limited.mjs';

const external = { limit: 'external' };
await goesOver('const list = []; for (;;) list.push(new SharedArrayBuffer(1e6));', external);
await goesOver('const list = []; for (;;) list.push(new SharedArrayBuffer(1, { maxByteLength: 1e6 }));', external);
await goesOver('const list = []; for (;;) list.push(new WebAssembly.Memory({ initial: 16 }));', external);
await goesOver('const list = []; for (;;) list.push(new WebAssembly.Memory({ initial: 16, maximum: 16, shared: true }));', external);
await goesOver(`const list = [];
  for (;;) { const m = new WebAssembly.Memory({ initial: 1, maximum: 100 }); m.grow(30); list.push(m); }`, external);
await goesOver(`const list = [];
  for (;;) { const m = new WebAssembly.Memory({ initial: 1, maximum: 100, shared: true }); m.grow(30); list.push(m); }`, external);

// A memory that cannot grow further says so, as at its own maximum: in JavaScript and in WebAssembly.
// (module (memory 1) (func (export "grow") (param i32) (result i32) local.get 0 memory.grow))
const code = 'AGFzbQEAAAABBgFgAX8BfwMCAQAFAwEAAQcIAQRncm93AAAKCAEGACAAQAAL';
const grow = `const { parentPort } = require('worker_threads');
  const m = new WebAssembly.Memory({ initial: 1 });
  try { for (;;) m.grow(100); } catch (e) { parentPort.postMessage([e.name, m.buffer.byteLength <= 64 << 20]); }
  m.buffer; const i = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from('${code}', 'base64')));
  parentPort.postMessage(i.exports.grow(2000));`;
assert.deepStrictEqual(await survives(grow), [['RangeError', true], -1]);
