// heddle-only
// flags: --expose-test-natives
// A sandboxed worker makes files of memory, but none that could be run.
import assert from 'node:assert';
import { asEachUser, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const MFD_ALLOW_SEALING = 2;
  const MFD_NOEXEC_SEAL = 8;
  const MFD_EXEC = 16;
  const AT_EMPTY_PATH = 0x1000;
  const [plain, executable, both, sealed, run] = await inSandbox(`(() => {
    const make = (flags) => native('memfd_create', 'x', flags);
    const sealed = make(${MFD_NOEXEC_SEAL | MFD_ALLOW_SEALING});
    return [make(0), make(${MFD_EXEC}), make(${MFD_EXEC | MFD_ALLOW_SEALING}), sealed,
      native('execveat', sealed, '', 0, 0, ${AT_EMPTY_PATH})];
  })()`);
  assert.deepStrictEqual([plain, executable, both, run], [EPERM, EPERM, EPERM, EPERM]);
  assert.ok(sealed > 2, String(sealed));
});
