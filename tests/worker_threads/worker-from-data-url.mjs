// A data: URL is a module of its own.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const source = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(import.meta.url.slice(0, 5));';
const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
assert.deepStrictEqual(await once(worker, 'message'), ['data:']);
const base64 = new Worker(new URL(`data:text/javascript;base64,${btoa(source)}`));
assert.deepStrictEqual(await once(base64, 'message'), ['data:']);

// It stands in no process.argv.
const argv = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(process.argv.slice(1));';
const withArgv = new Worker(new URL(`data:text/javascript,${encodeURIComponent(argv)}`), { argv: ['x'] });
assert.deepStrictEqual(await once(withArgv, 'message'), [['x']]);
