// Without the option worker.stdout still delivers a copy of what the worker prints.
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';

const worker = new Worker('console.log("seen twice")', { eval: true });
let text = '';
worker.stdout.on('data', (chunk) => { text += chunk; });
await new Promise((resolve) => worker.stdout.on('end', resolve));
assert.strictEqual(text, 'seen twice\n');
