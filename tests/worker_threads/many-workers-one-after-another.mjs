// Fifty workers are started and terminated one after another, and as many end by themselves.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const ids = new Set();
for (let i = 0; i < 50; i++) {
  const stuck = new Worker('for (;;);', { eval: true });
  ids.add(stuck.threadId);
  await once(stuck, 'online');
  assert.strictEqual(await stuck.terminate(), 1);
  const [code] = await once(new Worker(`process.exitCode = ${i}`, { eval: true }), 'exit');
  assert.strictEqual(code, i);
}
assert.strictEqual(ids.size, 50);
