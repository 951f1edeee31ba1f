// What fills a worker's heap is written to files before the worker is ended for it: as many as were asked for.
// heddle-only
import assert from 'node:assert';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

const worker = new Worker(`
  const v8 = require('node:v8');
  v8.setHeapSnapshotNearHeapLimit(1);
  v8.setHeapSnapshotNearHeapLimit(5); // the first call counts
  v8.setHeapProfileNearHeapLimit(2);
  v8.startHeapProfile({ sampleInterval: 4096 });
  class Hoarded { constructor(i) { this.i = i; this.text = 'text ' + i; } }
  const hoard = [];
  (function fill() { for (let i = 0; ; i++) hoard.push(new Hoarded(i)); })();
`, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 24 }, stderr: true });
let output = '';
worker.stderr.setEncoding('utf8').on('data', (text) => { output += text; });
const [error] = await once(worker, 'error');
assert.strictEqual(error.code, 'ERR_WORKER_OUT_OF_MEMORY');

const files = readdirSync('.');
const snapshots = files.filter((name) => name.endsWith('.heapsnapshot'));
const profiles = files.filter((name) => name.endsWith('.heapprofile'));
assert.strictEqual(snapshots.length, 1);
assert(profiles.length >= 1 && profiles.length <= 2);
const { strings, nodes, snapshot } = JSON.parse(readFileSync(snapshots[0], 'utf8'));
const name = strings.indexOf('Hoarded');
assert(name >= 0);
const fields = snapshot.meta.node_fields.length;
let count = 0;
for (let i = 0; i < nodes.length; i += fields) if (nodes[i + 1] === name) count++;
assert(count > 10000, `${count}`);
assert.match(readFileSync(profiles[0], 'utf8'), /"functionName":"fill"/);
