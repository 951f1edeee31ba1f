// heddle-only: Node writes none then
// What filled the heap is what a heap profile is for: it is written also when the limit ends the process.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const { parseCpuProfile, parseHeapProfile } = createRequire(import.meta.url)('./fixtures/profile.js');

writeFileSync('grows.cjs', `
const kept = [];
function grow() { for (let n = 0; n < 1000; n++) kept.push({ n, text: 'some text ' + n }); }
for (;;) grow();
`);
const flags = ['--max-old-space-size=40', '--cpu-prof', '--heap-prof', '--heap-prof-interval=8192', '--diagnostic-dir=profiles'];
const { status, stderr } = spawnSync(process.execPath, [...flags, 'grows.cjs'], { encoding: 'utf8' });
assert.strictEqual(status, 134, stderr);
assert.match(stderr, /^FATAL ERROR: Reached heap limit/);
const files = readdirSync('profiles').sort();
assert.deepStrictEqual(files.map((name) => name.replace(/.*\./, '')), ['cpuprofile', 'heapprofile']);
const [cpu, heap] = files.map((name) => readFileSync(`profiles/${name}`, 'utf8'));
assert(parseCpuProfile(cpu, { scriptIds: 'string' }).find('grow').length > 0);
assert(parseHeapProfile(heap, { scriptIds: 'string' }).size('grow') > 10e6, heap.slice(0, 2000));
