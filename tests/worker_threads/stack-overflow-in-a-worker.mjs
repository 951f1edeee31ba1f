// Endless recursion is a RangeError that a worker can catch; uncaught it is an error event. The size of the stack is as asked for.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const depth = `let depth = 0; function down() { depth++; down(); }
  try { down(); } catch (error) { require('node:worker_threads').parentPort.postMessage([error.name, depth]); }`;
const depths = [];
for (const stackSizeMb of [1, 64]) {
  const [[name, depthReached]] = await once(new Worker(depth, { eval: true, resourceLimits: { stackSizeMb } }), 'message');
  assert.strictEqual(name, 'RangeError');
  depths.push(depthReached);
}
assert(depths[1] > depths[0] * 20, `${depths}`);

const worker = new Worker('(function down() { down(); })()', { eval: true });
const [error] = await once(worker, 'error');
assert(error instanceof RangeError);
assert.match(error.message, /Maximum call stack size exceeded/);
assert.deepStrictEqual(await once(worker, 'exit'), [1]);

// Natives that recurse.
const natives = new Worker(`
  const { parentPort } = require('node:worker_threads');
  const results = [];
  for (const run of [
    () => JSON.parse('['.repeat(1e6)),
    () => { const top = []; let at = top; for (let i = 0; i < 1e6; i++) { at[0] = []; at = at[0]; } JSON.stringify(top); },
    () => new RegExp('('.repeat(1e6) + ')'.repeat(1e6)),
    () => Function('return ' + '('.repeat(1e6) + ')'.repeat(1e6)),
  ]) {
    try { run(); results.push('no error'); } catch (error) { results.push(error.name); }
  }
  parentPort.postMessage(results);
`, { eval: true });
const [results] = await once(natives, 'message');
assert.strictEqual(results.length, 4);
for (const name of results) assert(['RangeError', 'SyntaxError', 'no error'].includes(name), name);
