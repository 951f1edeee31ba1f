// heddle-only
// flags: --expose-test-natives
// A sandboxed worker sends no signal to its parent, to any other process or to a group.
import assert from 'node:assert';
import { asEachUser, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  for (const signal of ['SIGTERM', 'SIGUSR2']) process.on(signal, () => assert.fail(signal));
  const others = [process.pid, 1, 0, -1, -process.pid];
  assert.deepStrictEqual(await inSandbox(`[
    ...${JSON.stringify(others)}.map((pid) => native('kill', pid, 15)), native('kill', process.ppid, 15),
    native('tgkill', ${process.pid}, ${process.pid}, 15), native('pidfd_open', ${process.pid}, 0),
    native('rt_sigqueueinfo', ${process.pid}, 15, 0),
  ]`), Array(9).fill(EPERM));
  assert.notStrictEqual(await inSandbox(`code(() => process.kill(${process.pid}, 'SIGTERM'))`), 'allowed');
  assert.notStrictEqual(await inSandbox(`code(() => process.kill(process.ppid, 'SIGTERM'))`), 'allowed');
  // Itself it may.
  assert.strictEqual(await inSandbox('code(() => process.kill(process.pid, 0))'), 'allowed');
});
