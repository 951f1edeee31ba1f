'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const { Worker } = require('node:worker_threads');
const { parseCpuProfile, parseHeapProfile } = require('./fixtures/profile.js');

const code = `
  const kept = globalThis.kept = [];
  function busy() { const end = performance.now() + 200; while (performance.now() < end) work(); }
  function work() { let sum = 0; for (let i = 0; i < 1e6; i++) sum = (sum + i * 7) | 0; kept.push(new Array(1000).fill(sum)); }
  busy();
`;

(async () => {
  for (const end of ['', 'process.exit(0);', 'throw new Error("end");']) {
    const execArgv = ['--cpu-prof', '--cpu-prof-dir=made/cpu', '--heap-prof', '--heap-prof-dir=made/heap', '--heap-prof-interval=1024'];
    const worker = new Worker(code + end, { eval: true, execArgv });
    worker.on('error', (error) => assert.strictEqual(error.message, 'end'));
    const { threadId } = worker;
    await new Promise((resolve) => worker.on('exit', resolve));
    const [cpu] = fs.readdirSync('made/cpu');
    assert.match(cpu, new RegExp(`^CPU\\.\\d{8}\\.\\d{6}\\.${process.pid}\\.${threadId}\\.\\d{3}\\.cpuprofile$`));
    const profile = parseCpuProfile(fs.readFileSync(`made/cpu/${cpu}`, 'utf8'), { scriptIds: 'string' });
    assert(profile.hits('work') > profile.samples.length / 10, `${profile.hits('work')} of ${profile.samples.length}`);
    const [heap] = fs.readdirSync('made/heap');
    assert.match(heap, new RegExp(`^Heap\\.\\d{8}\\.\\d{6}\\.${process.pid}\\.${threadId}\\.\\d{3}\\.heapprofile$`));
    assert(parseHeapProfile(fs.readFileSync(`made/heap/${heap}`, 'utf8'), { scriptIds: 'string' }).head.children.length > 0);
    fs.rmSync('made', { recursive: true });
  }
})();
