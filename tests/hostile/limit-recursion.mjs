// heddle-only: endless recursion is a RangeError that can be caught, at a depth that follows stackSizeMb.
// no-gc-stress: each collection walks the deep stacks that it makes
import assert from 'node:assert';
import { survives } from './fixtures/limited.mjs';

// Too long for the optimising compiler, whose frames are smaller and which starts when it will: so the depth is always the same.
const depth = `let n = 0; const f = () => { n++; f(); return; ${'n = n + 1;'.repeat(20000)} };
  try { f(); } catch (e) { require('worker_threads').parentPort.postMessage([e.name, e.message, n]); }`;
const depths = [];
for (const stackSizeMb of [1, 4, 64]) {
  const [[name, message, n]] = await survives(depth, { resourceLimits: { stackSizeMb } });
  assert.strictEqual(`${name}: ${message}`, 'RangeError: Maximum call stack size exceeded');
  depths.push(n);
}
assert.ok(depths[1] > depths[0] * 3 && depths[2] > depths[1] * 12, `${depths}`);

// Every catch block overflows again.
const again = 'let n = 0; const f = () => { try { f(); } catch { if (n++ < 1000) f(); } }; f(); require("worker_threads").parentPort.postMessage(n > 1000)';
assert.deepStrictEqual(await survives(again, { resourceLimits: { stackSizeMb: 1 } }), [true]);
// In natives: parsing, cloning, sorting, JSON.
for (const deep of ['JSON.parse("[".repeat(1e6))', 'eval("(".repeat(1e6))', 'new RegExp("(".repeat(1e5) + ")".repeat(1e5))',
  'let a = []; for (let i = 0; i < 2e5; i++) a = [a]; JSON.stringify(a)', 'let a = []; for (let i = 0; i < 2e5; i++) a = [a]; a.toString()',
  'let a = []; for (let i = 0; i < 2e5; i++) a = [a]; a.flat(Infinity)', 'const a = [1, 2]; const c = () => { a.slice().sort(c); }; c()']) {
  const source = `try { ${deep}; } catch (e) { require('worker_threads').parentPort.postMessage(e instanceof Error); }`;
  const said = await survives(source, { resourceLimits: { stackSizeMb: 1 } });
  assert.ok(said.length === 0 || said[0] === true, deep);
}
