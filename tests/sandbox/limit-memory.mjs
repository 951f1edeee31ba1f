// heddle-only
// A process worker does not get beyond `limits.memoryMb`, whatever kind of memory it takes: it gets errors, or ends with a
// reason, and its parent and another worker go on.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { asEachUser } from './fixtures/sandboxed.mjs';

const MAX = 128;
/** What it says, and how it ends. */
async function run(source, options) {
  const worker = new Worker(`const { parentPort } = require('worker_threads');\n${source}`, {
    eval: true, isolation: 'process', limits: { memoryMb: MAX, heapMb: 4096, externalMb: 4096 }, ...options,
  });
  const said = [];
  const errors = [];
  worker.on('message', (value) => said.push(value));
  worker.on('error', (error) => errors.push(error));
  const code = await new Promise((resolve) => { worker.on('exit', resolve); });
  const { max, by } = worker.limits.memoryMb;
  assert.strictEqual(max, MAX);
  assert.strictEqual(by[0], 'rlimit');
  return { said, errors, code, reason: worker.exitReason, hasGroup: by.includes('cgroup') };
}
const catches = (fill) => `
  try {
    ${fill};
    parentPort.postMessage('got it all');
  } catch (error) {
    parentPort.postMessage(error.name);
  }
`;

await asEachUser(import.meta.url, async () => {
  const other = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (n) => parentPort.postMessage(n + 1))",
    { eval: true, isolation: 'process' });
  for (const sandbox of [false, true]) {
    // Private memory: the engine is refused it, and says so.
    for (const fill of ['Buffer.alloc(2 ** 30, 1)', 'new WebAssembly.Memory({ initial: 2 ** 14 })']) {
      const { said, code, reason } = await run(catches(fill), { sandbox });
      assert.deepStrictEqual([said, code, reason], [['RangeError'], 0, 'finished'], fill);
    }
    // In small pieces, kept: the program's error, or the end of the worker.
    const pieces = await run(catches('const all = []; for (;;) all.push(Buffer.alloc(1 << 20, 1))'), { sandbox });
    if (pieces.reason === 'finished') assert.deepStrictEqual(pieces.said, ['RangeError']);
    else assert.ok(['memory-limit', 'out-of-memory', 'crashed'].includes(pieces.reason), pieces.reason);
    const objects = await run('const all = []; for (;;) all.push({ all })', { sandbox });
    assert.ok(['memory-limit', 'out-of-memory', 'crashed'].includes(objects.reason), objects.reason);
    assert.notStrictEqual(objects.code, 0);

    // Memory that several processes share is nobody's own: only a control group counts that.
    const fill = `
      const all = [];
      for (let i = 0; i < 64; i++) {
        all.push(new SharedArrayBuffer(2 ** 24));
        parentPort.postMessage(all[i]);
        new Uint8Array(all[i]).fill(1);
      }
    `;
    if (objects.hasGroup) {
      const { said, errors, code, reason } = await run(catches(fill), { sandbox });
      assert.deepStrictEqual([said.filter((value) => typeof value === 'string'), code, reason], [[], 1, 'memory-limit']);
      const [{ code: name, limit, max, message }] = errors;
      assert.deepStrictEqual([errors.length, name, limit, max], [1, 'ERR_WORKER_OUT_OF_MEMORY', 'memoryMb', MAX]);
      assert.match(message, /memory of its process/);
    }
    other.postMessage(1);
    assert.strictEqual((await once(other, 'message'))[0], 2);
  }
  await other.terminate();
});
