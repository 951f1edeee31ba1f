// heddle-only: several workers that go over their limits at the same time end one by one, and their memory comes back.
// no-gc-stress: fills a heap, which would be collected all the time
import { goesOver } from './fixtures/limited.mjs';

for (let round = 0; round < 3; round++) {
  await Promise.all([
    goesOver('const a = []; for (;;) a.push({});'),
    goesOver('const a = []; for (;;) a.push([1]);'),
    goesOver('const a = []; for (;;) a.push(new Uint8Array(1e5));', { limit: 'external' }),
    goesOver('const a = new Map(); for (let i = 0; ; i++) a.set(i, i);'),
  ]);
}
