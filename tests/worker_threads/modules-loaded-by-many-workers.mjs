// The same large modules in several workers, one after the other and at once: each has its own instance, places in stacks and
// the text of functions are right, and a file that has changed is loaded anew.
import assert from 'node:assert';
import fs from 'node:fs';
import { Worker } from 'node:worker_threads';

const filler = Array.from({ length: 2000 }, (_, n) => `function filler${n}(a) { return a + ${n}; }`).join('\n');
const write = (version) => {
  fs.writeFileSync('large.mjs', `${filler}\nexport let count = 0;\nexport function next() { return ++count; }\n` +
    `export function fail() { throw new Error('version ${version}'); }\n`);
  fs.writeFileSync('large.cjs', `${filler}\nlet count = 0;\nexports.next = function () { return ++count; };\n` +
    `exports.fail = function () { throw new Error('version ${version}'); };\n`);
  fs.writeFileSync('large.mts', `${filler}\nlet count: number = 0;\nexport function next(): number { return ++count; }\n` +
    `export function fail(): never { throw new Error('version ${version}'); }\n`);
};
fs.writeFileSync('worker.mjs', `
  import { createRequire } from 'node:module';
  import { parentPort } from 'node:worker_threads';
  const require = createRequire(import.meta.url);
  const result = [];
  for (const module of [await import('./large.mjs'), require('./large.cjs'), await import('./large.mts')]) {
    let stack;
    try { module.fail(); } catch (error) { stack = error.stack; }
    result.push({ counts: [module.next(), module.next()], message: stack.split('\\n')[0], place: /large\\.\\w+:(\\d+):\\d+/.exec(stack)[0],
      text: module.next.toString() });
  }
  parentPort.postMessage(result);
`);
const run = () => new Promise((resolve, reject) => {
  const worker = new Worker('./worker.mjs');
  worker.on('message', resolve);
  worker.on('error', reject);
});
const check = (result, version) => {
  const [esm, cjs, ts] = result;
  for (const { counts, message } of result) {
    assert.deepStrictEqual(counts, [1, 2]);
    assert.strictEqual(message, `Error: version ${version}`);
  }
  assert.match(esm.place, /^large\.mjs:2003:\d+$/);
  assert.match(cjs.place, /^large\.cjs:2003:\d+$/);
  assert.match(ts.place, /^large\.mts:2003:\d+$/);
  assert.strictEqual(esm.text, 'function next() { return ++count; }');
  assert.strictEqual(cjs.text, 'function () { return ++count; }');
};

write(1);
check(await run(), 1);
check(await run(), 1);
for (const result of await Promise.all([run(), run(), run()])) check(result, 1);
write(2);
check(await run(), 2);
write(1);
check(await run(), 1);
