// require() and import() work in a worker, with modules and globals of its own.
import assert from 'node:assert';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';

mkdirSync('node_modules/pkg', { recursive: true });
writeFileSync('node_modules/pkg/package.json', '{ "exports": { "require": "./main.cjs", "import": "./main.mjs" } }');
writeFileSync('node_modules/pkg/main.cjs', 'globalThis.count = (globalThis.count ?? 0) + 1; module.exports = { count: globalThis.count };');
writeFileSync('node_modules/pkg/main.mjs', 'export const kind = "module";');
writeFileSync('worker.cjs', `
  const { parentPort } = require('node:worker_threads');
  const { count } = require('pkg');
  Array.prototype.own = true;
  import('pkg').then(({ kind }) => parentPort.postMessage([count, require('pkg').count, kind, [].own, require.main === module]));
`);
globalThis.count = 100;
for (let i = 0; i < 2; i++) {
  const [answer] = await once(new Worker(resolve('worker.cjs')), 'message');
  assert.deepStrictEqual(answer.slice(0, 4), [1, 1, 'module', true]);
}
assert.strictEqual([].own, undefined);
assert.strictEqual(globalThis.count, 100);
