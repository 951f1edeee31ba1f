// heddle-only
// flags: --expose-test-natives
// A sandboxed worker holds none of the program's descriptors: what it does to its own reaches no other process.
import assert from 'node:assert';
import fs from 'node:fs';
import natives from 'heddle:internal/test_natives';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

const [F_GETFL, F_SETFL, O_NONBLOCK, O_ACCMODE, O_WRONLY] = [3, 4, 0o4000, 3, 1];
const EPERM = -1;
const EBADF = -9;

await asEachUser(import.meta.url, async () => {
  const flags = () => [0, 1, 2].map((fd) => natives.systemCall('fcntl', fd, F_GETFL, 0));
  const before = flags();
  const files = () => [0, 1, 2].map((fd) => `${fs.fstatSync(fd).dev}:${fs.fstatSync(fd).ino}`);
  const seen = await inSandbox(`(() => {
    const fcntl = (fd, command, value) => native('fcntl', fd, command, value);
    const files = [0, 1, 2].map((fd) => require('fs').fstatSync(fd)).map(({ dev, ino }) => dev + ':' + ino);
    const modes = [1, 2].map((fd) => fcntl(fd, ${F_GETFL}, 0) & ${O_ACCMODE});
    const set = [0, 1, 2].map((fd) => fcntl(fd, ${F_SETFL}, ${O_NONBLOCK}));
    let read;
    try { read = require('fs').readSync(1, Buffer.alloc(1)); } catch (error) { read = error.errno; }
    const input = require('fs').readSync(0, Buffer.alloc(1));
    // TIOCSTI, and F_SETPIPE_SZ
    return { files, modes, set, read, input, others: [native('ioctl', 0, 0x5412, 0), fcntl(1, 1031, 1 << 20)] };
  })()`);
  assert.deepStrictEqual(seen.set, [0, 0, 0]);
  assert.deepStrictEqual(flags(), before);
  assert.deepStrictEqual(seen.modes, [O_WRONLY, O_WRONLY]);
  assert.deepStrictEqual([seen.read, seen.input], [EBADF, 0]);
  assert.deepStrictEqual(seen.others, [EPERM, EPERM]);
  // 0 is /dev/null, which this process may have too.
  const own = files();
  assert.ok(seen.files.slice(1).every((file) => !own.includes(file)), seen.files);
  assert.notStrictEqual(seen.files[1], seen.files[2]);
});
