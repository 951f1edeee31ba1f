// A rejection that nobody handles ends the worker with an error event and exit code 1.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker("Promise.reject(new SyntaxError('nobody cares')); setInterval(() => {}, 1000)", { eval: true });
const exit = new Promise((resolve) => worker.once('exit', resolve));
const error = await new Promise((resolve) => worker.once('error', resolve));
assert.ok(error instanceof SyntaxError);
assert.strictEqual(error.message, 'nobody cares');
assert.strictEqual(await exit, 1);
