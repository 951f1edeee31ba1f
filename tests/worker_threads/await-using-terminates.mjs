// `await using` ends a worker at the end of the block.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

let kept;
{
  await using worker = new Worker('for (;;);', { eval: true });
  kept = worker;
  await once(worker, 'online');
  assert(worker.threadId > 0);
}
assert.strictEqual(kept.threadId, -1);
assert.strictEqual(await kept[Symbol.asyncDispose](), undefined);
