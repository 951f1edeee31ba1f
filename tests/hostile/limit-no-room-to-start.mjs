// heddle-only: limits that leave no room for the start end the worker with the error, not the process.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { goesOver } from './fixtures/limited.mjs';

const grow = 'const a = []; for (;;) a.push({});';
for (const maxOldGenerationSizeMb of [0.1, 1, 2, 3, 4, 5]) {
  await goesOver(grow, { options: { resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: 0.1, stackSizeMb: 0.2 } } });
}
const worker = new Worker('require("worker_threads").parentPort.postMessage(new Uint8Array(10))', { eval: true, limits: { externalMb: 0.001 } });
const code = await new Promise((resolve) => worker.on('error', () => {}).on('exit', resolve));
assert.ok(code === 0 || worker.exitReason === 'external-limit');
