// heddle-only
// A WebAssembly module of a sandboxed worker's static graph comes with what it imports.
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

// (module (import "./given.mjs" "seven" (func $seven (result i32))) (func (export "next") (result i32)
//   call $seven i32.const 1 i32.add))
const text = (string) => [string.length, ...Buffer.from(string)];
const section = (id, ...bytes) => [id, bytes.length, ...bytes];
const wasm = Buffer.from([
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, 1, 0x60, 0, 1, 0x7f),
  ...section(2, 1, ...text('./given.mjs'), ...text('seven'), 0, 0),
  ...section(3, 1, 0),
  ...section(7, 1, ...text('next'), 0, 1),
  ...section(10, 1, 7, 0, 0x10, 0, 0x41, 1, 0x6a, 0x0b),
]);

await asEachUser(import.meta.url, async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasm-'));
  const files = {
    'main.mjs': `import { parentPort } from 'node:worker_threads'; import { next } from './module.wasm';
      const late = await import('./late.mjs').catch((error) => error.code);
      parentPort.postMessage([next(), late]);`,
    'module.wasm': wasm,
    'given.mjs': "import { seven } from './inner.mjs'; export { seven };",
    'inner.mjs': 'export function seven() { return 7; }',
    'late.mjs': '',
  };
  for (const name of Object.keys(files)) fs.writeFileSync(path.join(folder, name), files[name]);
  const worker = new Worker(path.join(folder, 'main.mjs'), { isolation: 'process', sandbox: true });
  assert.deepStrictEqual((await once(worker, 'message'))[0], [8, 'ERR_ACCESS_DENIED']);
  fs.rmSync(folder, { recursive: true });
});
