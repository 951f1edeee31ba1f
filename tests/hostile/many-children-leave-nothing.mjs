// env: JS_GC_ZEAL=14,20000
// heddle-only
// Five thousand children leave no descriptor, no zombie and no entry behind, here or in the process that starts them.
import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';

const stat = (pid) => {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid, state, parent: Number(parent), name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')) };
  } catch {
    return { parent: 0 };
  }
};
const childrenOf = (pid) => fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(stat).filter(({ parent }) => parent === pid);
const batch = async (count) => {
  const children = Array.from({ length: count }, (_, i) => spawn('true', { stdio: i % 10 === 0 ? 'pipe' : 'ignore' }));
  await Promise.all(children.map((child) => once(child, 'close')));
};
await batch(50);
const [guard] = childrenOf(process.pid);
assert.strictEqual(guard.name, 'heddle-guard');
const counts = () => [fs.readdirSync('/proc/self/fd').length, fs.readdirSync(`/proc/${guard.pid}/fd`).length];
const before = counts();
for (let i = 0; i < 99; i++) await batch(50);
assert.deepStrictEqual(counts(), before);
assert.deepStrictEqual(childrenOf(guard.pid), []);
assert.deepStrictEqual(childrenOf(process.pid).map(({ name, state }) => [name, state === 'Z']), [['heddle-guard', false]]);
