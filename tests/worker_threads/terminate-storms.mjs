// terminate() ends workers that never run out of work.
import { terminates } from './fixtures/ends.mjs';

await terminates('microtasks', 'ready(); (async () => { for (;;) await 0; })()');
await terminates('promises', 'ready(); const f = () => { Promise.resolve().then(f); }; f(); f(); f()');
await terminates('rejections', 'process.on("unhandledRejection", () => {}); ready(); setInterval(() => { for (let i = 0; i < 100; i++) Promise.reject(i); }, 0)');
await terminates('nextTick', 'ready(); const f = () => { process.nextTick(f); }; f()');
await terminates('immediates', 'ready(); const f = () => { setImmediate(f); }; f()');
await terminates('timers', 'ready(); setInterval(() => { for (;;); }, 1)');
await terminates('messages to itself', `
  const { port1, port2 } = new MessageChannel();
  port1.on('message', () => port2.postMessage(0));
  port2.postMessage(0);
  ready();
`);
await terminates('messages to the parent', 'ready(); for (;;) parentPort.postMessage(0)');
