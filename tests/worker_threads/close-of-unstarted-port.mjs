// A port that delivers no messages hears that the other end was closed, but not before what waits was taken.
import assert from 'node:assert';
import { MessageChannel, Worker } from 'node:worker_threads';

// Listening for it keeps nothing alive.
const alive = setInterval(() => {}, 1000);
const closing = (port, how) => new Promise((resolve) => {
  if (how === 'on') port.on('close', resolve);
  else port.addEventListener('close', resolve);
});
for (const how of ['on', 'addEventListener']) {
  const { port1, port2 } = new MessageChannel();
  const closed = closing(port1, how);
  port2.close();
  const event = await closed;
  if (how !== 'on') assert.strictEqual(event.type, 'close');
}

// Closed before anyone listens.
{
  const { port1, port2 } = new MessageChannel();
  port2.close();
  await new Promise((resolve) => setImmediate(resolve));
  const late = closing(port1, 'on');
  port1.start();
  await late;
}

// The worker that holds the other end ends.
{
  const { port1, port2 } = new MessageChannel();
  const closed = closing(port1, 'on');
  const worker = new Worker('require("node:worker_threads").workerData.ref();', { eval: true, workerData: port2, transferList: [port2] });
  worker.on('online', () => worker.terminate());
  await closed;
}

// A message waits.
{
  const { port1, port2 } = new MessageChannel();
  let closed = false;
  port1.on('close', () => { closed = true; });
  port2.postMessage('last');
  port2.close();
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
  assert.strictEqual(closed, false);
  const got = [];
  await new Promise((resolve) => {
    port1.on('close', resolve);
    port1.on('message', (message) => got.push(message));
  });
  assert.deepStrictEqual(got, ['last']);
}

clearInterval(alive);
// One that nobody holds may be closed by the collector.
globalThis.channel = new MessageChannel();
const { port1 } = globalThis.channel;
port1.on('close', () => assert.fail('nobody closed it'));
