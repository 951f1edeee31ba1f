// heddle-only: a regular expression that backtracks without end can be ended, and one that needs much memory fails or ends the worker.
// no-gc-stress: fills a heap, which would be collected all the time
import assert from 'node:assert';
import { Worker } from 'node:worker_threads';
import { goesOver, small, survives } from './fixtures/limited.mjs';

const worker = new Worker('postMessage = require("worker_threads").parentPort.postMessage(1); /((a|a)*)*$/.test("a".repeat(50) + "b")', { eval: true, ...small });
await new Promise((resolve) => worker.once('message', resolve));
assert.strictEqual(await worker.terminate(), 1);
// The stack of a backtracking match is bounded.
for (const match of ['/(?:.|\\n)*x/.test("a".repeat(5e4))', '/(a|(b))*c/.test("ab".repeat(2e6))', '/^(?:(\\w+)\\s?)*$/.test("abc ".repeat(10))']) {
  const source = `try { ${match} } catch (e) { require('worker_threads').parentPort.postMessage(e instanceof Error); }`;
  assert.ok((await survives(source)).every((said) => said === true), match);
}
await goesOver('const s = "ab".repeat(2e6); const list = []; for (;;) list.push(s.match(/a/g));');
await goesOver('const s = "ab".repeat(2e6); s.replace(/a/g, "a rather long replacement"); const list = []; for (;;) list.push([...s.matchAll(/a/g)]);');
