// A worker that is terminated, or ends, while WebAssembly compiles for it on other threads: it ends, and nothing hangs.
// no-gc-stress: compiles more than a slow engine can
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';

const source = `
  const { parentPort } = require('node:worker_threads');
  // One function of many additions, in many copies, so that compiling takes a while.
  const body = [0];
  for (let i = 0; i < 3000; i++) body.push(0x41, 1, 0x1a);
  body.push(0x0b);
  const leb = (n) => { const out = []; do { let b = n & 127; n >>>= 7; out.push(n ? b | 128 : b); } while (n); return out; };
  const code = [];
  for (let i = 0; i < 20; i++) code.push(...leb(body.length), ...body);
  const section = (id, bytes) => [id, ...leb(bytes.length), ...bytes];
  const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, ...section(1, [1, 0x60, 0, 0]),
    ...section(3, [20, ...new Array(20).fill(0)]), ...section(10, [20, ...code])]);
  if (!WebAssembly.validate(bytes)) throw new Error('the module is not valid');
  for (let i = 0; i < 8; i++) WebAssembly.compile(bytes);
  parentPort.postMessage('compiling');
  if (HOW === 'exit') process.exit(0);
  if (HOW === 'throw') throw new Error('on purpose');
`;

for (const how of ['terminate', 'exit', 'throw', 'terminate', 'exit']) {
  const worker = new Worker(source.replaceAll('HOW', JSON.stringify(how)), { eval: true });
  worker.on('error', (error) => {
    if (how !== 'throw' || error.message !== 'on purpose') throw error;
  });
  const exited = new Promise((resolve) => worker.once('exit', resolve));
  if (how === 'terminate') {
    await once(worker, 'message');
    await worker.terminate();
  }
  await exited;
}
