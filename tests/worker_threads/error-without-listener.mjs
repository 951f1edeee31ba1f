// A worker's error without a listener is an uncaught exception of the parent.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

process.once('uncaughtException', (error) => {
  assert.strictEqual(error.message, 'nobody listens');
  process.exit(0);
});
new Worker("throw new Error('nobody listens')", { eval: true });
process.on('exit', (code) => assert.strictEqual(code, 0));
