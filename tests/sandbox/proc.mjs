// heddle-only
// A sandboxed worker sees nothing of /proc, /sys and /dev: neither its own process nor others.
import assert from 'node:assert';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const paths = ['/proc/self/environ', '/proc/self/mem', '/proc/self/maps', '/proc/self/fd/0', '/proc/self/exe', '/proc/1/environ',
    `/proc/${process.pid}/environ`, `/proc/${process.pid}/mem`, `/proc/${process.pid}/fd/1`, '/proc/cpuinfo', '/sys/kernel', '/dev/mem'];
  const codes = await inSandbox(`Promise.all(${JSON.stringify(paths)}.map((path) => code(() => require('fs').openSync(path))))`);
  assert.deepStrictEqual(codes, paths.map(() => 'ERR_ACCESS_DENIED'));
});
