// Functions cannot be sent to a worker. The error comes at once, in the sender, and says so.
import { Worker } from 'node:worker_threads';

const worker = new Worker("require('node:worker_threads').parentPort.once('message', console.log)", { eval: true });
const job = { name: 'resize', steps: [{ width: 100 }, { width: 200, done() {} }] };
try {
  worker.postMessage(job);
} catch (error) {
  console.log(`${error.name}: ${error.message}`);
}
// What can be sent: data. Describe the work and let the worker know the functions.
worker.postMessage({ ...job, steps: job.steps.map(({ width }) => ({ width })) });
