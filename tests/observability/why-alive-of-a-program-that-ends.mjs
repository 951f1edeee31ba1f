// A program that ends by itself ends as ever under --why-alive.
// heddle-only
import assert from 'node:assert';
import { spawnSync } from 'node:child_process';

const code = `const { Worker } = require('node:worker_threads');
  new Worker('process.exit(3)', { eval: true }).on('exit', (code) => console.log('worker', code));
  setTimeout(() => console.log('timer'), 1); setImmediate(() => console.log('immediate'));`;
const plain = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
const watched = spawnSync(process.execPath, ['--why-alive', '-e', code], { encoding: 'utf8' });
assert.strictEqual(watched.status, 0);
assert.deepStrictEqual(watched.stdout.split('\n').sort(), plain.stdout.split('\n').sort());
assert.match(watched.stdout, /worker 3/);
