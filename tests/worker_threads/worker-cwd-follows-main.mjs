// threads: a process has a folder, an environment, an id and a size of its own
// process.cwd() in a worker follows a chdir of the main thread.
import assert from 'node:assert';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (m) => m === 'cwd' ? parentPort.postMessage(process.cwd()) : parentPort.close());
`, { eval: true });
worker.postMessage('cwd');
assert.deepStrictEqual(await once(worker, 'message'), [process.cwd()]);
mkdirSync('inner');
process.chdir('inner');
worker.postMessage('cwd');
assert.deepStrictEqual(await once(worker, 'message'), [process.cwd()]);
worker.postMessage('end');
