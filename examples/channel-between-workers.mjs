// Two workers get the ends of one MessageChannel and talk without the main thread.
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';

const { port1, port2 } = new MessageChannel();
new Worker(`
  const { workerData: port } = require('node:worker_threads');
  for (let n = 1; n <= 5; n++) port.postMessage(n * n);
  port.postMessage(null);
`, { eval: true, workerData: port1, transferList: [port1] });
const adder = new Worker(`
  const { parentPort, workerData: port } = require('node:worker_threads');
  let sum = 0;
  port.on('message', (n) => {
    if (n !== null) { sum += n; return; }
    parentPort.postMessage(sum);
    port.close();
  });
`, { eval: true, workerData: port2, transferList: [port2] });
console.log(`1 + 4 + 9 + 16 + 25 = ${(await once(adder, 'message'))[0]}`);
