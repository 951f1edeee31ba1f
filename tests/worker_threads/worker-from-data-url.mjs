// A data: URL is a module of its own.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const source = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(import.meta.url.slice(0, 5));';
const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
assert.deepStrictEqual(await once(worker, 'message'), ['data:']);
const base64 = new Worker(new URL(`data:text/javascript;base64,${btoa(source)}`));
assert.deepStrictEqual(await once(base64, 'message'), ['data:']);
