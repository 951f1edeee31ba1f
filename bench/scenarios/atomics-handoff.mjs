// Two workers pass a turn with Atomics.wait and notify; a round trip is two hand-offs.
import { next, report, start } from './lib.mjs';

async function roundTrips(rounds) {
  const cells = new Int32Array(new SharedArrayBuffer(8));
  cells[0] = 2;
  const workers = [0, 1].map((me) => start('handoff', { workerData: { cells, me, rounds } }));
  await Promise.all(workers.map((worker) => next(worker)));
  const done = Promise.all(workers.map((worker) => next(worker)));
  const from = performance.now();
  Atomics.store(cells, 0, 0);
  Atomics.notify(cells, 0);
  await done;
  return (performance.now() - from) / 1000;
}
// As many rounds as take about a second.
const probe = await roundTrips(5000);
const rounds = Math.max(5000, Math.min(20_000_000, Math.round(5000 / probe)));
report(2 * rounds / await roundTrips(rounds));
process.exit(0);
