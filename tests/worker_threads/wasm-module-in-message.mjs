// threads: a WebAssembly.Module does not go to another process
// A compiled WebAssembly.Module can be sent to a worker.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

// (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
const module = new WebAssembly.Module(new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0,
  10, 9, 1, 7, 0, 32, 0, 32, 1, 106, 11]));
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  parentPort.postMessage(new WebAssembly.Instance(workerData).exports.add(40, 2));
`, { eval: true, workerData: module });
assert.deepStrictEqual(await once(worker, 'message'), [42]);
