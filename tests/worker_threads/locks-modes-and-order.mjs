// Shared holders together, exclusive ones alone, all in the order of asking.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

const log = [];
let inside = 0;
const ask = (name, mode) => locks.request('x', { mode }, async () => {
  log.push(`${name} in`);
  inside++;
  if (mode === 'exclusive') assert.strictEqual(inside, 1);
  await new Promise(setImmediate);
  inside--;
  log.push(`${name} out`);
});
await Promise.all([
  ask('s1', 'shared'), ask('s2', 'shared'), ask('e1', 'exclusive'), ask('s3', 'shared'), ask('s4', 'shared'), ask('e2', 'exclusive'),
]);
assert.deepStrictEqual(log, [
  's1 in', 's2 in', 's1 out', 's2 out', 'e1 in', 'e1 out', 's3 in', 's4 in', 's3 out', 's4 out', 'e2 in', 'e2 out',
]);
