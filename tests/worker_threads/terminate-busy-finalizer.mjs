// flags: --expose-gc
// terminate() ends a callback of a FinalizationRegistry that loops.
import { terminates } from './fixtures/ends.mjs';

await terminates('finalizer', `
  const registry = new FinalizationRegistry(() => { ready(); for (;;); });
  setInterval(() => {
    for (let i = 0; i < 100; i++) registry.register({}, i);
    globalThis.gc();
  }, 5);
`);
