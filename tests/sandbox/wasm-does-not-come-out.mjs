// heddle-only
// A WebAssembly.Module goes into a sandbox. None comes out: what such a worker sends nobody else compiles.
import assert from 'node:assert';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const [exported, error] = await inSandbox(`(() => {
    const { parentPort, workerData } = require('node:worker_threads');
    try {
      parentPort.postMessage({ list: [workerData] });
    } catch (error) {
      return [new WebAssembly.Instance(workerData).exports.answer(), { name: error.name, message: error.message }];
    }
  })()`, {
    workerData: new WebAssembly.Module(new Uint8Array([
      0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 5, 1, 0x60, 0, 1, 0x7f, 3, 2, 1, 0,
      7, 10, 1, 6, 0x61, 0x6e, 0x73, 0x77, 0x65, 0x72, 0, 0, 10, 6, 1, 4, 0, 0x41, 42, 0x0b])),
  });
  assert.strictEqual(exported, 42);
  assert.deepStrictEqual(error, {
    name: 'DataCloneError',
    message: '#<WebAssembly.Module> could not be cloned to another process: nobody outside of a sandbox compiles what ' +
      'comes from it. Found at list[0]',
  });
});
