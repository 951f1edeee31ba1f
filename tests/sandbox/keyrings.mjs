// heddle-only
// flags: --expose-test-natives
// A sandboxed worker reaches none of the kernel's keyrings.
import assert from 'node:assert';
import { asEachUser, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const SESSION = -3;
  assert.deepStrictEqual(await inSandbox(`[
    native('add_key', 'user', 'name', 'x', 1, ${SESSION}), native('request_key', 'user', 'name', 0, ${SESSION}),
    native('keyctl', 0, ${SESSION}, 0),
  ]`), [EPERM, EPERM, EPERM]);
});
