// heddle-only
// A port whose other end is in another process hears 'close' when that is closed, and when the process is gone, however.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const start = (code) => new Worker(`
  const { MessageChannel, parentPort, workerData } = require('node:worker_threads');
  parentPort.on('message', (value) => { ${code} });
`, { eval: true, isolation: 'process' });
const keepAlive = setInterval(() => {}, 1000);

for (const end of ['value.postMessage("last"); value.close()', 'value.postMessage("last"); process.exit()',
  'value.postMessage("last"); process.kill(process.pid, "SIGKILL")', 'value.postMessage("last"); process.kill(process.pid, "SIGABRT")']) {
  const worker = start(end);
  const { port1, port2 } = new MessageChannel();
  const seen = [];
  port1.on('message', (message) => seen.push(message));
  const closed = once(port1, 'close');
  worker.postMessage(port2, [port2]);
  await closed;
  assert.deepStrictEqual(seen, ['last'], end);
  assert.strictEqual(port1.postMessage('nobody'), undefined);
  await worker.terminate();
}

// Closed here, heard of there; a port that was closed before it went there is closed there.
{
  const worker = start('value.on("close", () => parentPort.postMessage("closed")); value.unref();');
  const one = new MessageChannel();
  worker.postMessage(one.port2, [one.port2]);
  one.port1.close();
  assert.deepStrictEqual(await once(worker, 'message'), ['closed']);
  const two = new MessageChannel();
  two.port1.close();
  worker.postMessage(two.port2, [two.port2]);
  assert.deepStrictEqual(await once(worker, 'message'), ['closed']);

  // Between two workers, one of which is killed.
  const other = start('process.kill(process.pid, "SIGKILL")');
  const between = new MessageChannel();
  worker.postMessage(between.port1, [between.port1]);
  const heard = once(worker, 'message');
  other.postMessage(between.port2, [between.port2]);
  assert.deepStrictEqual(await heard, ['closed']);
  assert.strictEqual(other.exitReason === null || other.exitReason === 'killed', true);
  await worker.terminate();
}

// What cannot go to another process is told to who receives it, if nobody else can be told any more.
{
  const worker = start('value.on("messageerror", (e) => parentPort.postMessage([e.name, e.message])).on("message", (m) => parentPort.postMessage(m));');
  const { port1, port2 } = new MessageChannel();
  port1.postMessage({ memory: new SharedArrayBuffer(8, { maxByteLength: 16 }) });
  port1.postMessage('next');
  const two = (async () => [await once(worker, 'message'), await once(worker, 'message')])();
  worker.postMessage(port2, [port2]);
  const [[[name, message]], [next]] = await two;
  assert.strictEqual(name, 'DataCloneError');
  assert.match(message, /SharedArrayBuffer.*could not be cloned to another process/);
  assert.strictEqual(next, 'next');
  port1.close();
  await worker.terminate();
}
clearInterval(keepAlive);
