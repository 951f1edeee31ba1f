// terminate() ends a worker that waits in WebAssembly's memory.atomic.wait32.
import { terminates } from './fixtures/ends.mjs';

await terminates('wasm', `
  // (module (memory (export "m") 1 1 shared) (func (export "f") i32.const 0 i32.const 0 i64.const -1 memory.atomic.wait32 drop))
  const bytes = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 4, 1, 3, 1, 1, 7, 9, 2, 1, 109, 2, 0, 1, 102, 0, 0,
    10, 15, 1, 13, 0, 65, 0, 65, 0, 66, 127, 254, 1, 2, 0, 26, 11,
  ]);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  ready();
  instance.exports.f();
`);
