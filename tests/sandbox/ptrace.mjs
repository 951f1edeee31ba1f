// heddle-only
// flags: --expose-test-natives
// A sandboxed worker neither traces nor reads other processes, nor lets itself be made traceable.
import assert from 'node:assert';
import { asEachUser, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const PTRACE_TRACEME = 0;
  const PTRACE_SEIZE = 0x4206;
  const PR_SET_DUMPABLE = 4;
  const PR_SET_PTRACER = 0x59616d61;
  assert.deepStrictEqual(await inSandbox(`[
    native('ptrace', ${PTRACE_TRACEME}), native('ptrace', ${PTRACE_SEIZE}, ${process.pid}, 0, 0),
    native('process_vm_readv', ${process.pid}, 0, 0, 0, 0, 0), native('prctl', ${PR_SET_DUMPABLE}, 1),
    native('prctl', ${PR_SET_PTRACER}, -1),
  ]`), Array(5).fill(EPERM));
});
