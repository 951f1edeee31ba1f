// heddle-only
// flags: --expose-test-natives
// A sandboxed worker starts no process and runs no program.
import assert from 'node:assert';
import { asEachUser, ENOSYS, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  // clone3 hides its flags from a filter, so that it is as if the kernel did not have it.
  assert.deepStrictEqual(await inSandbox(`[
    native('fork'), native('clone3', 0, 0), native('execve', '/bin/true', 0, 0),
    native('execveat', -100, '/bin/true', 0, 0, 0),
  ]`), [EPERM, ENOSYS, EPERM, EPERM]);
  assert.notStrictEqual(await inSandbox(`code(() => require('child_process').execFileSync('/bin/true'))`), 'allowed');
  assert.notStrictEqual(await inSandbox(`new Promise((resolve) => {
    try {
      require('child_process').spawn('/bin/true').on('error', resolve).on('exit', () => resolve('allowed'));
    } catch (error) {
      resolve(error.code);
    }
  })`), 'allowed');
  assert.strictEqual(await inSandbox(
    `code(() => new (require('worker_threads').Worker)('', { eval: true, isolation: 'process' }))`), 'ERR_WORKER_INIT_FAILED');
});
