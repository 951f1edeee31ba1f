// heddle-only: a worker of a worker is ended by its own limit; its parent is told and goes on.
// no-gc-stress: fills a heap, which would be collected all the time
import assert from 'node:assert';
import { survives } from './fixtures/limited.mjs';

const source = `const { Worker, parentPort } = require('worker_threads');
  const inner = new Worker('const a = []; for (;;) a.push({});', { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } });
  inner.on('error', (e) => parentPort.postMessage(e.code));
  inner.on('exit', (code) => parentPort.postMessage([code, inner.exitReason]));`;
assert.deepStrictEqual(await survives(source), ['ERR_WORKER_OUT_OF_MEMORY', [1, 'heap-limit']]);
