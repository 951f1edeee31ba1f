// heddle-only
// Memory that was marked as read-only is shared with process workers, which see what its maker writes; a store there ends the
// worker, which tells where it was, and reaches nobody.
import assert from 'node:assert';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { markAsReadOnly } from 'heddle:worker';
import { Worker } from 'node:worker_threads';

const file = fileURLToPath(new URL('./fixtures/writes.js', import.meta.url));
const lines = readFileSync(file, 'utf8').split('\n');
const buffer = new SharedArrayBuffer(100_000);
const view = new Uint8Array(buffer);
view.set([1, 2, 3, 4]);
assert.strictEqual(markAsReadOnly(buffer), undefined);
markAsReadOnly(buffer);

for (const how of ['once', 'hot', 'baseline', 'atomic', 'fill', 'copy', 'sort', 'thread']) {
  const worker = new Worker(file, { isolation: 'process', workerData: { how, buffer } });
  const errors = [];
  worker.on('error', (error) => errors.push(`${error.code}: ${error.message}`));
  assert.deepStrictEqual((await once(worker, 'message'))[0], [...view.subarray(0, 4)]);
  const exit = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('write');
  assert.deepStrictEqual([await exit, worker.exitReason], [1, 'readonly-memory']);
  const line = 1 + lines.findIndex((text) => text.endsWith(how === 'baseline' ? '// hot' : `// ${how}`));
  const place = line === 0 ? '' : ` at ${file}:${line}`;
  assert.deepStrictEqual(errors, [`ERR_WORKER_READONLY_MEMORY: Worker terminated due to writing to read-only memory${place}`]);
  assert.deepStrictEqual([...view.subarray(0, 4)], [1, 2, 3, 4]);
}

// A worker sees what is written later, may be profiled meanwhile, and sends the memory on and back.
const reader = new Worker(`
  const { parentPort, Worker, workerData } = require('node:worker_threads');
  const child = new Worker("const { parentPort } = require('worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m[0]))",
    { eval: true, isolation: 'process' });
  parentPort.on('message', () => {
    child.postMessage(workerData);
    child.once('message', (first) => parentPort.postMessage([first, workerData]));
  });
`, { eval: true, isolation: 'process', workerData: view });
const ask = async () => {
  reader.postMessage('read');
  return (await once(reader, 'message'))[0];
};
await ask();
const profile = await reader.startCpuProfile();
view[0] = 77;
const [first, back] = await ask();
assert.deepStrictEqual([first, back[0]], [77, 77]);
back[1] = 78;
assert.strictEqual(view[1], 78);
assert(JSON.parse(await profile.stop()).nodes.length > 0);
await reader.terminate();

// Within a process nothing changes.
const thread = new Worker('const { workerData, parentPort } = require("worker_threads"); workerData[0]++; parentPort.postMessage(0)',
  { eval: true, isolation: 'thread', workerData: view });
await once(thread, 'message');
assert.strictEqual(view[0], 78);

const sent = new SharedArrayBuffer(8);
const idle = new Worker('setInterval(() => {}, 1000)', { eval: true, isolation: 'process', workerData: sent });
assert.throws(() => markAsReadOnly(sent), { code: 'ERR_INVALID_STATE' });
await idle.terminate();
assert.throws(() => markAsReadOnly(new ArrayBuffer(8)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => markAsReadOnly(new SharedArrayBuffer(8, { maxByteLength: 16 })), { code: 'ERR_INVALID_ARG_VALUE' });
const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
assert.throws(() => markAsReadOnly(memory.buffer), { code: 'ERR_INVALID_ARG_VALUE' });
const inside = new Worker(`
  let code;
  try { require('heddle:worker').markAsReadOnly(new SharedArrayBuffer(8)); } catch (error) { code = error.code; }
  require('node:worker_threads').parentPort.postMessage(code);
`, { eval: true, isolation: 'process' });
assert.deepStrictEqual(await once(inside, 'message'), ['ERR_PROCESS_WORKER_UNSUPPORTED']);
