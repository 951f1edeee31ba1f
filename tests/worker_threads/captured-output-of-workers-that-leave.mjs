// heddle-only: what a worker has buffered for stdout: true reaches its parent also when it leaves early; a parent that destroys
// the stream holds nobody up. (Node loses the output of an uncaught error, and a destroyed stream keeps the worker for ever.)
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const size = 100_000;
const source = `
  for (let i = 0; i < 5; i++) process.stdout.write(String(i).repeat(${size}));
  process.on('exit', () => process.stdout.write('at exit'));
`;
const exit = (worker) => new Promise((resolve) => worker.on('exit', resolve));
async function text(stream) {
  let all = '';
  for await (const part of stream.setEncoding('utf8')) all += part;
  return all;
}
for (const [leave, code] of [['process.exit(3)', 3], ['throw new Error("on purpose")', 1], ['setImmediate(() => process.exit())', 0]]) {
  const worker = new Worker(source + leave, { eval: true, stdout: true });
  worker.on('error', (error) => assert.strictEqual(error.message, 'on purpose'));
  assert.strictEqual(await exit(worker), code, leave);
  const all = await text(worker.stdout);
  assert.strictEqual(all.length, 5 * size + 'at exit'.length, leave);
  assert.ok(all.endsWith('4at exit'), leave);
}

// Destroyed before and after the first write.
const early = new Worker(source, { eval: true, stdout: true });
early.stdout.destroy();
assert.strictEqual(await exit(early), 0);
const late = new Worker(`${source} require('node:worker_threads').parentPort.postMessage('written');`, { eval: true, stdout: true });
late.on('message', () => late.stdout.destroy());
assert.strictEqual(await exit(late), 0);

// A worker that waits for its reader can be ended.
const stuck = new Worker(`${source} require('node:worker_threads').parentPort.postMessage('written');`, { eval: true, stdout: true });
stuck.on('message', () => stuck.terminate());
assert.strictEqual(await exit(stuck), 1);
