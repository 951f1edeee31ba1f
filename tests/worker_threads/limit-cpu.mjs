// heddle-only
// A worker that uses up its processor time is ended, whatever it does: first an event, then an error that names the limit.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

for (const source of ['for (;;);', 'for (;;) { try { for (;;); } catch {} }', 'setInterval(() => { for (let i = 0; i < 1e6; i++); }, 1)']) {
  const worker = new Worker(source, { eval: true, limits: { cpuMs: 150 } });
  const events = [];
  worker.on('limit', (used) => {
    events.push('limit');
    assert.strictEqual(used.limit, 'cpuMs');
    assert.strictEqual(used.max, 150);
    assert.ok(used.used >= 120);
  });
  worker.on('error', (error) => {
    events.push('error');
    assert.strictEqual(error.code, 'ERR_WORKER_CPU_LIMIT');
    assert.strictEqual(error.message, 'Worker terminated due to reaching its limit of processor time: 150 ms');
    assert.strictEqual(error.limit, 'cpuMs');
    assert.strictEqual(error.max, 150);
    assert.ok(error.used >= 150);
  });
  const code = await new Promise((resolve) => worker.on('exit', resolve));
  assert.strictEqual(code, 1);
  assert.deepStrictEqual(events, ['limit', 'error']);
  assert.strictEqual(worker.exitReason, 'cpu-limit');
}
