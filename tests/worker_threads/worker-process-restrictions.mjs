// threads: a process has a folder, an environment, an id and a size of its own
// What belongs to the whole process cannot be changed from a worker.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const codes = {};
  for (const [name, call] of Object.entries({ chdir: () => process.chdir('/'), abort: () => process.abort(), setuid: () => process.setuid(0) })) {
    try { call(); codes[name] = 'allowed'; } catch (e) { codes[name] = e.code; }
  }
  parentPort.postMessage([codes, process.cwd(), process.pid]);
`, { eval: true });
const code = 'ERR_WORKER_UNSUPPORTED_OPERATION';
assert.deepStrictEqual(await once(worker, 'message'), [[{ chdir: code, abort: code, setuid: code }, process.cwd(), process.pid]]);
