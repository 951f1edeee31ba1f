// online comes before messages, messages before exit, error before exit; nothing comes after exit.
// (Node sometimes delivers the error before messages sent earlier, so that is a test of its own.)
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

async function eventsOf(source) {
  const worker = new Worker(source, { eval: true });
  const log = [];
  worker.on('online', () => log.push('online'));
  worker.on('message', (m) => log.push(m));
  worker.on('error', (e) => log.push(`error ${e.message}`));
  worker.on('exit', (code) => log.push(`exit ${code}`));
  await once(worker, 'exit').catch(() => new Promise((resolve) => worker.once('exit', resolve)));
  await new Promise(setImmediate);
  return log;
}
const post = (n) => `require('worker_threads').parentPort.postMessage(${n});`;
assert.deepStrictEqual(await eventsOf(post(1) + post(2)), ['online', 1, 2, 'exit 0']);
assert.deepStrictEqual(await eventsOf('throw new Error("boom")'), ['online', 'error boom', 'exit 1']);
assert.deepStrictEqual(await eventsOf(post(1) + 'process.exit(7);' + post(2)), ['online', 1, 'exit 7']);
assert.deepStrictEqual(await eventsOf(`process.on('exit', () => { ${post('"last"')} })`), ['online', 'last', 'exit 0']);
