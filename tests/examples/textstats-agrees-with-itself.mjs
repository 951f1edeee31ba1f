// The main job finds the same on one thread and on three workers.
import assert from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { FileList } from '../../examples/textstats/files.mjs';
import { runOnMainThread, runOnWorkers } from '../../examples/textstats/job.mjs';

// Two hundred made-up files: every tenth is a near-copy of its neighbour.
const words = ['let', 'mut', 'unsafe', 'Mutex', 'fn', 'impl', 'struct', 'trait', 'match', 'loop', 'while', 'shared', 'memory', 'index'];
let seed = 1;
const random = (n) => ((seed = Math.imul(seed, 1103515245) + 12345) >>> 8) % n;
let previous = [];
mkdirSync('tree/deep', { recursive: true });
for (let n = 0; n < 200; n++) {
  const text = n % 10 === 9
    ? previous.map((w, i) => (i === 100 ? 'changed' : w))
    : Array.from({ length: 600 }, () => `${words[random(words.length)]}${random(40)}`);
  writeFileSync(`tree/${n % 2 ? 'deep/' : ''}f${n}.rs`, text.join(n % 3 ? ' ' : '\n'));
  previous = text;
}
writeFileSync('tree/binary.rs', Buffer.alloc(100));

const files = await FileList.read('tree', Infinity);
assert.strictEqual(files.count, 200);
const queries = ['unsafe1 mutex2', 'no such words'];
const alone = await runOnMainThread({ files, queries }, () => {});
const team = await runOnWorkers({ files, queries, workers: 3 }, () => {});
assert.deepStrictEqual(team, alone);
assert.strictEqual(alone.similar[0].similarity > 0.9, true);
assert.ok(alone.searches[0].hits > 0);
assert.strictEqual(alone.searches[1].hits, 0);
