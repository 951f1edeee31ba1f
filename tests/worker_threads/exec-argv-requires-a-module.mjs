// --require in execArgv takes effect in the worker alone.
import assert from 'node:assert';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

writeFileSync('preload.cjs', 'globalThis.preloaded = require("node:worker_threads").threadId;');
const code = 'require("node:worker_threads").parentPort.postMessage([globalThis.preloaded, process.execArgv]);';
const execArgv = ['--require', resolve('preload.cjs')];
const worker = new Worker(code, { eval: true, execArgv });
const { threadId } = worker;
assert.deepStrictEqual(await once(worker, 'message'), [[threadId, execArgv]]);
assert.strictEqual(globalThis.preloaded, undefined);
assert.deepStrictEqual(await once(new Worker(code, { eval: true }), 'message'), [[undefined, process.execArgv]]);
