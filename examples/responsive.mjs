// A program that should answer every 5 ms while it counts primes: on the main thread, then on a worker.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const LIMIT = 10_000_000;

function countPrimes(limit) {
  const composite = new Uint8Array(limit);
  let count = 0;
  for (let n = 2; n < limit; n++) {
    if (composite[n]) continue;
    count++;
    for (let m = n + n; m < limit; m += n) composite[m] = 1;
  }
  return count;
}

async function whileAnswering(name, search) {
  let answers = 0;
  let late = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    late = Math.max(late, performance.now() - last - 5);
    last = performance.now();
    answers++;
  }, 5);
  const primes = await search();
  await new Promise((resolve) => setTimeout(resolve, 10));
  clearInterval(timer);
  console.log(`${name}: ${primes} primes, ${answers} answers meanwhile, the latest ${late.toFixed(0)} ms late`);
}

await whileAnswering('main thread', () => countPrimes(LIMIT));
await whileAnswering('worker     ', async () => {
  const worker = new Worker(`
    ${countPrimes}
    require('node:worker_threads').parentPort.postMessage(countPrimes(${LIMIT}));
  `, { eval: true });
  return (await once(worker, 'message'))[0];
});
