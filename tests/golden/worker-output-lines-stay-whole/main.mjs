// Lines printed by several workers at once are never mixed or lost.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const workers = Array.from({ length: 4 }, (_, n) => new Worker(`
  for (let i = 100; i < 200; i++) console.log('worker ${n} line ' + i + ' ' + 'x'.repeat(60));
`, { eval: true }));
await Promise.all(workers.map((w) => once(w, 'exit')));
