// A TypeScript file runs as a worker; its types are stripped.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const values: number[] = [1, 2, 3];
const worker: Worker = new Worker(new URL('fixtures/typed.ts', import.meta.url), { workerData: { values } });
const [message] = (await once(worker, 'message')) as [{ sum: number }];
assert.deepStrictEqual(message, { sum: 6 });
