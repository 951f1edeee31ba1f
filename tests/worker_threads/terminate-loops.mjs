// terminate() ends loops of every kind, with all that tries to go on.
import { terminates } from './fixtures/ends.mjs';

await terminates('try and catch', 'ready(); while (true) { try { while (true); } catch {} finally { while (true); } }');
await terminates('regular expression', 'ready(); /^(a+)+$/.test("a".repeat(40) + "b")');
await terminates('comparator', 'const list = Array.from({ length: 1e5 }, Math.random); ready(); for (;;) list.sort((a, b) => b - a)');
await terminates('callback', 'ready(); for (;;) [1, 2, 3].forEach(() => {})');
await terminates('proxy', `
  const proxy = new Proxy({}, { get(target, key, receiver) { return receiver[key]; } });
  ready();
  for (;;) { try { proxy.x; } catch {} }
`);
await terminates('generator', 'function* numbers() { for (;;) yield 1; } ready(); for (const n of numbers());');
await terminates('iterator that is closed', `
  const endless = { [Symbol.iterator]() { return this; }, next: () => ({ done: false }), return() { for (;;); } };
  ready();
  for (const x of endless) break;
`);
await terminates('conversion', 'ready(); String({ toString() { for (;;); } })');
await terminates('getter in a message', 'ready(); parentPort.postMessage({ get x() { for (;;); } })');
await terminates('recursion', 'ready(); const f = () => { try { f(); } finally { f(); } }; f();');
