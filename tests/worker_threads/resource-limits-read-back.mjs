// resourceLimits are read back with their defaults filled in, in the parent until the worker ends, and in the worker.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, resourceLimits } from 'node:worker_threads';

const names = ['maxYoungGenerationSizeMb', 'maxOldGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];
const source = 'const { parentPort, resourceLimits } = require("worker_threads"); parentPort.postMessage(resourceLimits)';

async function readBack(given) {
  const worker = new Worker(source, { eval: true, resourceLimits: given });
  const exited = once(worker, 'exit');
  const [inside] = await once(worker, 'message');
  const outside = worker.resourceLimits;
  assert.deepStrictEqual(Object.keys(inside), names);
  assert.deepStrictEqual(inside, outside);
  await exited;
  assert.deepStrictEqual(worker.resourceLimits, {});
  return inside;
}

assert.deepStrictEqual(resourceLimits, {});
const defaults = await readBack(undefined);
assert.ok(defaults.maxYoungGenerationSizeMb > 0 && defaults.maxOldGenerationSizeMb >= 16);
assert.strictEqual(defaults.codeRangeSizeMb, 0);
assert.strictEqual(defaults.stackSizeMb, 4);
assert.deepStrictEqual(await readBack({ maxOldGenerationSizeMb: 50, stackSizeMb: 2 }),
  { ...defaults, maxOldGenerationSizeMb: 50, stackSizeMb: 2 });
assert.deepStrictEqual(await readBack({ maxOldGenerationSizeMb: 64.5, codeRangeSizeMb: 16, maxYoungGenerationSizeMb: 4 }),
  { ...defaults, maxOldGenerationSizeMb: 64.5, codeRangeSizeMb: 16, maxYoungGenerationSizeMb: 4 });
// What is not a positive number is as if it was not given.
assert.deepStrictEqual(await readBack({ maxOldGenerationSizeMb: '10', stackSizeMb: NaN, codeRangeSizeMb: -1 }), defaults);
assert.deepStrictEqual(await readBack('64'), defaults);
