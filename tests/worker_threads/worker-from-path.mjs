// A worker starts from an absolute path, as a CommonJS and as an ES module file.
import assert from 'node:assert';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const cjs = new Worker(fileURLToPath(new URL('fixtures/report-data.cjs', import.meta.url)), { workerData: 7 });
assert.deepStrictEqual(await once(cjs, 'message'), [7]);
const esm = new Worker(fileURLToPath(new URL('fixtures/hello.mjs', import.meta.url)));
assert.deepStrictEqual(await once(esm, 'message'), ['hello']);
