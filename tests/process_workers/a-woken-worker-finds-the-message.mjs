// heddle-only
// What was posted before a worker was woken is there for receiveMessageOnPort, whatever its size and its port, also behind many
// messages of another port.
import assert from 'node:assert';
import { once } from 'node:events';
import { isMainThread, MessageChannel, parentPort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';

const sizes = [1, 1 << 10, 100 << 10, 1 << 20, 5 << 20, 20 << 20];
const BEFORE = 2000;

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), {
    isolation: 'process',
    workerData: { cells, port2 },
    transferList: [port2],
  });
  await once(worker, 'message');
  for (const [turn, size] of sizes.entries()) {
    for (let n = 0; n < BEFORE; n++) worker.postMessage(n);
    port1.postMessage({ value: turn % 2 ? 'x'.repeat(size) : new Uint8Array(size), turn });
    Atomics.store(cells, 0, turn + 1);
    Atomics.notify(cells, 0);
    assert.deepStrictEqual((await once(worker, 'message'))[0], [turn, size, BEFORE]);
  }
  const [code] = await once(worker, 'exit');
  assert.strictEqual(code, 0);
} else {
  const { cells, port2 } = workerData;
  parentPort.postMessage('ready');
  for (const turn of sizes.keys()) {
    Atomics.wait(cells, 0, turn);
    const { message } = receiveMessageOnPort(port2);
    let before = 0;
    while (receiveMessageOnPort(parentPort)) before++;
    parentPort.postMessage([message.turn, message.value.length, before]);
  }
  port2.close();
}
