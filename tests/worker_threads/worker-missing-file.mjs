// A file that is not there is an error event with a code and exit code 1; the parent lives on.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('fixtures/no-such-file.mjs', import.meta.url));
const exit = new Promise((resolve) => worker.once('exit', resolve));
const [error] = await once(worker, 'error');
assert.strictEqual(error.code, 'MODULE_NOT_FOUND');
assert.match(error.message, /no-such-file\.mjs/);
assert.deepStrictEqual([await exit], [1]);
