// heddle-only: --max-old-space-size gives workers their default and does not switch off their own limit.
// no-gc-stress: fills a heap, which would be collected all the time
// flags: --max-old-space-size=200
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { goesOver, survives } from './fixtures/limited.mjs';

await goesOver('const a = []; for (;;) a.push({});');
await goesOver('const a = []; for (;;) a.push({});', { options: {}, growth: 1000 });
const worker = new Worker('', { eval: true });
assert.strictEqual(worker.resourceLimits.maxOldGenerationSizeMb, 200);
// More than the flag allows the main thread, since the worker was given it.
const source = 'const a = []; for (let i = 0; i < 3e6; i++) a.push({ i, a: [i] }); require("worker_threads").parentPort.postMessage(a.length)';
assert.deepStrictEqual(await survives(source, { resourceLimits: { maxOldGenerationSizeMb: 1000 } }), [3e6]);
