// Two workers add to the same shared number, once with a plain += 1 and once with Atomics.add.
// A plain increment reads, adds and writes; between the read and the write the other worker's update is lost.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const ROUNDS = 2_000_000;
const WORKERS = 2;
const source = `
  const { parentPort, workerData: { cells, rounds } } = require('node:worker_threads');
  // All start together: each one that arrives wakes the others, who look again whether all are here.
  Atomics.add(cells, 2, 1);
  Atomics.notify(cells, 2);
  for (let here; (here = Atomics.load(cells, 2)) < ${WORKERS};) Atomics.wait(cells, 2, here);
  for (let i = 0; i < rounds; i++) cells[0] += 1;
  for (let i = 0; i < rounds; i++) Atomics.add(cells, 1, 1);
`;

const cells = new Int32Array(new SharedArrayBuffer(12));
const team = Array.from({ length: WORKERS }, () => new Worker(source, { eval: true, workerData: { cells, rounds: ROUNDS } }));
await Promise.all(team.map((worker) => once(worker, 'exit')));

const expected = ROUNDS * WORKERS;
console.log(`expected      ${expected.toLocaleString('en')}`);
console.log(`cells[0] += 1 ${cells[0].toLocaleString('en')} (${(expected - cells[0]).toLocaleString('en')} updates lost)`);
console.log(`Atomics.add   ${cells[1].toLocaleString('en')}`);
process.exitCode = cells[1] === expected ? 0 : 1;
