// heddle-only
// flags: --expose-test-natives
// A sandboxed worker has no io_uring, whose operations no filter sees.
import assert from 'node:assert';
import { asEachUser, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  assert.strictEqual(await inSandbox(`native('io_uring_setup', 1, 0)`), EPERM);
});
