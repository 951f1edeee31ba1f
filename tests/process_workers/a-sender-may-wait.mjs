// heddle-only
// Whoever waits with Atomics.wait after a message has sent it, however large it is; and who is woken by an answer finds it with
// receiveMessageOnPort, without a turn of its loop.
import assert from 'node:assert';
import { once } from 'node:events';
import { isMainThread, MessageChannel, parentPort, receiveMessageOnPort, Worker, workerData } from 'node:worker_threads';

const sizes = [1, 1 << 10, 100 << 10, 1 << 20, 5 << 20, 20 << 20];
const WATCHDOG = 50_000;

if (isMainThread) {
  const cells = new Int32Array(new SharedArrayBuffer(16));
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(new URL(import.meta.url), { isolation: 'process', workerData: { cells, port2 }, transferList: [port2] });
  await once(worker, 'message');
  for (const [n, size] of sizes.entries()) {
    // As text and as bytes, over the worker's own port and over another.
    for (const [m, value] of ['x'.repeat(size), new Uint8Array(size).fill(7)].entries()) {
      for (const [k, port] of [worker, port1].entries()) {
        const turn = n * 4 + m * 2 + k;
        port.postMessage({ value, turn });
        assert.notStrictEqual(Atomics.wait(cells, 0, turn, WATCHDOG), 'timed-out', `turn ${turn}`);
        const { message } = receiveMessageOnPort(port1);
        assert.deepStrictEqual([message.turn, message.value.length], [turn, size]);
      }
    }
  }
  worker.postMessage('end');
  port1.close();
  const [code] = await once(worker, 'exit');
  assert.strictEqual(code, 0);
} else {
  const { cells, port2 } = workerData;
  const answer = ({ value, turn }) => {
    port2.postMessage({ value, turn });
    Atomics.store(cells, 0, turn + 1);
    Atomics.notify(cells, 0);
  };
  parentPort.on('message', (message) => {
    if (message === 'end') parentPort.close();
    else answer(message);
  });
  port2.on('message', answer);
  parentPort.postMessage('ready');
}
