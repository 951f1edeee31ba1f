// heddle-only
// However small a stack a worker is given, too deep a recursion ends in a RangeError, not in a crash.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const source = `
  const { parentPort } = require('node:worker_threads');
  let result;
  try { (function f() { f(); })(); } catch (error) { result = error.name; }
  parentPort.postMessage(result);
`;

for (const stackSizeMb of [0.000001, 0.01, 0.1, 0.2, 0.3, 1]) {
  const worker = new Worker(source, { eval: true, resourceLimits: { stackSizeMb } });
  const said = [];
  worker.on('message', (message) => said.push(message));
  // A worker may as well fail to start, with an error.
  worker.on('error', (error) => said.push(error.name));
  await new Promise((resolve) => worker.once('exit', resolve));
  assert.ok(said.length === 1 && /Error$/.test(said[0]), `${stackSizeMb}: ${said}`);
}
