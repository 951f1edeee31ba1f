// How a worker ended is its exit code.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

async function exitCodeOf(source) {
  const worker = new Worker(source, { eval: true });
  worker.on('error', () => {});
  return new Promise((resolve) => worker.once('exit', resolve));
}
assert.strictEqual(await exitCodeOf(''), 0);
assert.strictEqual(await exitCodeOf('process.exit(3)'), 3);
assert.strictEqual(await exitCodeOf('process.exitCode = 4'), 4);
assert.strictEqual(await exitCodeOf('process.exitCode = 4; process.exit()'), 4);
assert.strictEqual(await exitCodeOf('throw 1'), 1);
assert.strictEqual(await exitCodeOf('process.on("exit", () => { process.exitCode = 9 })'), 9);
assert.strictEqual(await exitCodeOf('import fs from "fs"; await new Promise(() => {})'), 13);
assert.strictEqual(await exitCodeOf('setImmediate(() => { process.exit(5); for (;;) {} })'), 5);
