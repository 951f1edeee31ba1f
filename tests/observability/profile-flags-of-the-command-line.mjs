// --cpu-prof and --heap-prof write a profile of each thread, also of workers that are terminated amid a loop.
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import profiles from './fixtures/profile.js';

const { parseCpuProfile, parseHeapProfile } = profiles;
writeFileSync('program.cjs', `
  const { once } = require('node:events');
  const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
  const kept = globalThis.kept = [];
  function spend(milliseconds) {
    const end = performance.now() + milliseconds;
    while (performance.now() < end) { for (let i = 0; i < 1e5; i++) globalThis.sum = (globalThis.sum | 0) + i; kept.push(new Array(1000).fill(1)); }
  }
  function busyInMain() { spend(200); }
  function busyInWorker() { spend(200); }
  function endless() { for (;;) { spend(50); parentPort.postMessage('busy'); } }
  if (workerData === 'short') busyInWorker();
  else if (workerData === 'endless') endless();
  else (async () => {
    busyInMain();
    await once(new Worker(__filename, { workerData: 'short' }), 'exit');
    const worker = new Worker(__filename, { workerData: 'endless' });
    for (let i = 0; i < 4; i++) await once(worker, 'message');
    await worker.terminate();
  })();
`);
const flags = [
  '--cpu-prof', '--cpu-prof-dir=profiles', '--cpu-prof-interval=500', '--heap-prof', '--heap-prof-dir=profiles', '--heap-prof-interval=4096',
];
const { status, stderr } = spawnSync(process.execPath, [...flags, 'program.cjs'], { encoding: 'utf8' });
assert.strictEqual(status, 0, stderr);

const files = readdirSync('profiles').sort();
const read = (name) => readFileSync(`profiles/${name}`, 'utf8');
const names = (node) => [node.callFrame.functionName, ...(node.children ?? []).flatMap(names)];
for (const [extension, functionsOf] of [
  ['cpuprofile', (text) => parseCpuProfile(text, { scriptIds: 'string' }).nodes.map(({ callFrame }) => callFrame.functionName)],
  ['heapprofile', (text) => names(parseHeapProfile(text, { scriptIds: 'string' }).head)],
]) {
  const own = files.filter((name) => name.endsWith(extension));
  assert.strictEqual(own.length, 3, files.join());
  // Named after their threads.
  const [main, short, endless] = own.sort((a, b) => a.split('.')[4] - b.split('.')[4]).map((name) => functionsOf(read(name)));
  assert(main.includes('busyInMain') && !main.includes('busyInWorker') && !main.includes('endless'), extension);
  assert(short.includes('busyInWorker') && !short.includes('busyInMain') && !short.includes('endless'), extension);
  assert(endless.includes('endless') && !endless.includes('busyInWorker'), extension);
}

// A name of one's own, and what makes no sense.
const named = spawnSync(process.execPath, ['--cpu-prof', '--cpu-prof-name=own.cpuprofile', '-e', '1'], { encoding: 'utf8' });
assert.strictEqual(named.status, 0, named.stderr);
assert(JSON.parse(readFileSync('own.cpuprofile', 'utf8')).nodes.length > 0);
for (const flag of ['--cpu-prof-dir=x', '--cpu-prof-name=x', '--heap-prof-dir=x', '--heap-prof-interval=5']) {
  const wrong = spawnSync(process.execPath, [flag, '-e', '1'], { encoding: 'utf8' });
  assert.strictEqual(wrong.status, 9);
  const profile = flag.startsWith('--cpu') ? '--cpu-prof' : '--heap-prof';
  assert.match(wrong.stderr, new RegExp(`${flag.split('=')[0]} must be used with ${profile}\n`));
}
