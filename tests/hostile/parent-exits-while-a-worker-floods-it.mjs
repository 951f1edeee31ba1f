// exit: 0
// A flood of messages does not keep the parent from leaving.
import { Worker } from 'node:worker_threads';

const worker = new Worker('const { parentPort } = require("worker_threads"); for (;;) parentPort.postMessage("x".repeat(1000))', { eval: true });
let count = 0;
worker.on('message', () => { if (++count === 1000) process.exit(0); });
