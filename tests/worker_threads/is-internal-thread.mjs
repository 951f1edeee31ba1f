// isInternalThread is false in a program's own threads.
import assert from 'node:assert';
import { once } from 'node:events';
import { isInternalThread, Worker } from 'node:worker_threads';

assert.strictEqual(isInternalThread, false);
const code = 'const { isInternalThread, parentPort } = require("node:worker_threads"); parentPort.postMessage(isInternalThread);';
assert.deepStrictEqual(await once(new Worker(code, { eval: true }), 'message'), [false]);
