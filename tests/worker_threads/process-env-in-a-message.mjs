// process.env is cloned as the plain object that it looks like.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

process.env.SOME_VARIABLE = 'some value';
const copy = structuredClone(process.env);
assert.strictEqual(copy.SOME_VARIABLE, 'some value');
assert.deepStrictEqual(Object.keys(copy).sort(), Object.keys(process.env).sort());
copy.SOME_VARIABLE = 'changed';
assert.strictEqual(process.env.SOME_VARIABLE, 'some value');
const worker = new Worker('const { parentPort, workerData } = require("node:worker_threads"); parentPort.postMessage(workerData)',
                          { eval: true, workerData: { env: process.env } });
const [{ env }] = await once(worker, 'message');
assert.strictEqual(env.SOME_VARIABLE, 'some value');
