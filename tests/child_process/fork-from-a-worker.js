// A worker has children and channels of its own.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { once } = require('node:events');
const { isMainThread, parentPort, Worker } = require('node:worker_threads');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    process.send(message);
    process.disconnect();
  });
} else if (isMainThread) {
  const worker = new Worker(__filename);
  const got = [];
  worker.on('message', (message) => got.push(message));
  worker.on('exit', (code) => assert.deepStrictEqual([code, got], [0, [{ x: 1 }, 'closed with 0']]));
} else {
  main();
}

async function main() {
  assert.strictEqual(process.send, undefined);
  const child = fork(__filename, ['child']);
  child.send({ x: 1 });
  parentPort.postMessage((await once(child, 'message'))[0]);
  parentPort.postMessage(`closed with ${(await once(child, 'close'))[0]}`);
}
