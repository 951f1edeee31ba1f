// terminate() stops an endless loop in WebAssembly.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

// (module (func (export "spin") (loop br 0)))
const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 115, 112, 105, 110, 0, 0,
  10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11];
const worker = new Worker(`
  const { parentPort, workerData } = require('node:worker_threads');
  const { spin } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(workerData))).exports;
  parentPort.postMessage('spinning');
  spin();
`, { eval: true, workerData: bytes });
await once(worker, 'message');
assert.strictEqual(await worker.terminate(), 1);
