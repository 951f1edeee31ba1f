// process._eval of a worker that was given its source text.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

async function runs(source, options) {
  const worker = new Worker(source, options);
  const answer = new Promise((resolve, reject) => worker.on('message', resolve).on('error', reject));
  return answer;
}
const source = 'require("node:worker_threads").parentPort.postMessage([process._eval, Object.getOwnPropertyDescriptor(process, "_eval")?.writable, Object.keys(process).includes("_eval")]);';
assert.deepStrictEqual(await runs(source, { eval: true }), [source, false, true]);
const code = 'import { parentPort } from "node:worker_threads"; parentPort.postMessage(Object.hasOwn(process, "_eval"));';
assert.strictEqual(await runs(new URL(`data:text/javascript,${encodeURIComponent(code)}`)), false);
assert.strictEqual(Object.hasOwn(process, '_eval'), false);
