// Endless recursion in a worker is a RangeError there, not a crash here.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker('(function f() { f(); })()', { eval: true });
const error = await new Promise((resolve) => worker.once('error', resolve));
assert.ok(error instanceof RangeError);
assert.match(error.message, /Maximum call stack size exceeded/);
