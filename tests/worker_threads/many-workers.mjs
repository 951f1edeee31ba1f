// Sixty-four workers at once all answer.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const workers = Array.from({ length: 64 }, () => new Worker(new URL('fixtures/echo.mjs', import.meta.url)));
const answers = workers.map((w) => once(w, 'message'));
workers.forEach((w, n) => w.postMessage({ n }));
assert.deepStrictEqual((await Promise.all(answers)).map(([m]) => m.n), workers.map((_, n) => n));
await Promise.all(workers.map((w) => { const exit = once(w, 'exit'); w.postMessage('stop'); return exit; }));
