// stdin: true gives the worker a process.stdin fed by worker.stdin; without it there is none.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  let text = '';
  process.stdin.setEncoding('utf8').on('data', (chunk) => { text += chunk; });
  process.stdin.on('end', () => require('worker_threads').parentPort.postMessage(text));
`, { eval: true, stdin: true });
worker.stdin.write('some ');
worker.stdin.end('input');
assert.deepStrictEqual(await once(worker, 'message'), ['some input']);
const without = new Worker('', { eval: true });
assert.strictEqual(without.stdin, null);
