// A syntax error in the worker's file arrives as a SyntaxError.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('fixtures/syntax-error.cjs', import.meta.url));
const exit = new Promise((resolve) => worker.once('exit', resolve));
const [error] = await once(worker, 'error');
assert.ok(error instanceof SyntaxError);
assert.strictEqual(error.name, 'SyntaxError');
assert.deepStrictEqual([await exit], [1]);
