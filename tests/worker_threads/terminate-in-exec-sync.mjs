// heddle-only: Node may wait for the program.
// A worker that waits for a program in execSync() can be terminated.
import assert from 'node:assert';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const { execSync } = require('node:child_process');
  const { parentPort } = require('node:worker_threads');
  execSync('echo $$ > started; exec sleep 1000');
  parentPort.postMessage('never');
`, { eval: true });
worker.on('message', () => assert.fail('it went on'));
let pid = 0;
while (!(pid > 0)) {
  await new Promise((resolve) => setImmediate(resolve));
  try {
    pid = Number(readFileSync('started', 'utf8'));
  } catch (error) {
    assert.strictEqual(error.code, 'ENOENT');
  }
}
assert.strictEqual(await worker.terminate(), 1);
try {
  process.kill(pid, 'SIGKILL');
} catch (error) {
  // It may have ended with the worker.
  assert.strictEqual(error.code, 'ESRCH');
}
