// argv is appended to the worker's process.argv, each entry made a string.
import assert from 'node:assert';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const worker = new Worker('require("worker_threads").parentPort.postMessage(process.argv)', {
  eval: true, argv: ['--flag', 5, null],
});
const [argv] = await once(worker, 'message');
assert.deepStrictEqual(argv, [process.execPath, '[worker eval]', '--flag', '5', 'null']);

const source = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(process.argv);';
const { writeFileSync } = await import('node:fs');
writeFileSync('argv.mjs', source);
const fromFile = new Worker('./argv.mjs', { argv: ['x'] });
const [fileArgv] = await once(fromFile, 'message');
assert.deepStrictEqual(fileArgv, [process.execPath, (await import('node:fs')).realpathSync('argv.mjs'), 'x']);
assert.throws(() => new Worker(fileURLToPath(import.meta.url), { argv: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
