// A worker without listeners or timers ends by itself, after beforeExit and exit.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  let extended = false;
  process.on('beforeExit', (code) => {
    parentPort.postMessage(['beforeExit', code]);
    if (!extended) { extended = true; setImmediate(() => {}); }
  });
  process.on('exit', (code) => parentPort.postMessage(['exit', code]));
`, { eval: true });
const log = [];
worker.on('message', (m) => log.push(m));
assert.deepStrictEqual(await once(worker, 'exit'), [0]);
assert.deepStrictEqual(log, [['beforeExit', 0], ['beforeExit', 0], ['exit', 0]]);
