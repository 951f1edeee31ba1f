// A worker starts from a file: URL object.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(new URL('fixtures/hello.mjs', import.meta.url));
assert.deepStrictEqual(await once(worker, 'message'), ['hello']);
assert.throws(() => new Worker(new URL('https://example.org/x.js')), { code: 'ERR_INVALID_URL_SCHEME' });
