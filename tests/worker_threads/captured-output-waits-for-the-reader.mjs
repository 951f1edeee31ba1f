// With stdout: true a worker's writes are done when its parent wants more, and what is not done keeps the worker alive.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const size = 100_000;
const source = `
  const { parentPort, workerData: { name, size, leave } } = require('node:worker_threads');
  const stream = process[name];
  let done = 0;
  const say = (what) => parentPort.postMessage([what, done]);
  for (let i = 0; i < 5; i++) {
    const more = stream.write(String(i).repeat(size), () => { done++; });
    if (more !== false) say('more');
  }
  // Mixed kinds and encodings leave in order.
  stream.write(Buffer.from('bytes;'));
  stream.write('c3a9', 'hex');
  stream.write('\u00e9\u{1f600}');
  setImmediate(() => setImmediate(() => say('later')));
  process.on('exit', () => { stream.write('at exit;'); say('exit'); });
  if (leave === 'exit') process.exit(3);
  if (leave === 'throw') throw new Error('on purpose');
`;
const whole = `${[0, 1, 2, 3, 4].map((i) => String(i).repeat(size)).join('')}bytes;\u00e9\u00e9\u{1f600}at exit;`;

function start(name, leave) {
  const worker = new Worker(source, { eval: true, [name]: true, workerData: { name, size, leave } });
  const said = [];
  worker.on('message', (message) => said.push(message));
  const exited = new Promise((resolve) => worker.on('exit', resolve));
  return { worker, said, exited, stream: worker[name] };
}
async function text(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts).toString();
}

for (const name of ['stdout', 'stderr']) {
  const { worker, said, exited, stream } = start(name);
  await once(worker, 'message');
  assert.deepStrictEqual(said, [['later', 0]]);
  let ended = false;
  exited.then(() => { ended = true; });
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
  // One write has come, the others wait in the worker.
  assert.strictEqual(stream.readableLength, size);
  assert.strictEqual(ended, false);
  assert.strictEqual(await text(stream), whole);
  assert.strictEqual(await exited, 0);
  assert.deepStrictEqual(said, [['later', 0], ['exit', 5]]);
}
