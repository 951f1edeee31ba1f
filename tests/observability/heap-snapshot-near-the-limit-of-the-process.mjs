// env: JS_GC_ZEAL=14,20000
// --heapsnapshot-near-heap-limit writes at most so many snapshots before the process runs out of its heap.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

writeFileSync('program.cjs', `
  class Hoarded { constructor(i) { this.i = i; this.text = 'text ' + i; } }
  const hoard = [];
  for (let i = 0; ; i++) hoard.push(new Hoarded(i));
`);
const flags = ['--max-old-space-size=24', '--heapsnapshot-near-heap-limit=2', '--diagnostic-dir=.'];
const { status, signal, stderr } = spawnSync(process.execPath, [...flags, 'program.cjs'], { encoding: 'utf8' });
assert(status !== 0, `${status} ${signal}`);
assert.match(stderr, /FATAL ERROR:.*JavaScript heap out of memory/s);
assert.match(stderr, /Wrote snapshot to .*Heap\.\d+\.\d+\.\d+\.0\.\d+\.heapsnapshot/);
const snapshots = readdirSync('.').filter((name) => name.endsWith('.heapsnapshot'));
assert(snapshots.length >= 1 && snapshots.length <= 2, snapshots.join());
const { nodes, snapshot, strings } = JSON.parse(readFileSync(snapshots[0], 'utf8'));
const hoarded = strings.indexOf('Hoarded');
let count = 0;
for (let i = 1; i < nodes.length; i += snapshot.meta.node_fields.length) if (nodes[i] === hoarded) count++;
assert(count > 10000, `${count}`);
