// The errors of a user who may not. Needs root to become one.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

if (process.getuid() === 0) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'heddle-fs-'));
  fs.chmodSync(folder, 0o777);
  process.chdir(folder);
  fs.mkdirSync('locked/in', { recursive: true, mode: 0o755 });
  fs.writeFileSync('locked/in/f', '');
  fs.mkdirSync('hidden', { mode: 0o700 });
  fs.writeFileSync('hidden/f', '');
  fs.writeFileSync('secret', '', { mode: 0o600 });
  const before = [process.getuid(), process.getgid()];
  process.setegid(65534);
  process.seteuid(65534);
  const denied = (syscall, path) => ({ code: 'EACCES', errno: -13, syscall, path });
  try {
    assert.throws(() => fs.readFileSync('secret'), denied('open', 'secret'));
    assert.throws(() => fs.readdirSync('hidden'), denied('scandir', 'hidden'));
    assert.throws(() => fs.statSync('hidden/f', { throwIfNoEntry: false }), denied('stat', 'hidden/f'));
    assert.throws(() => fs.mkdirSync('locked/x/y', { recursive: true }), denied('mkdir', 'locked/x/y'));
    assert.strictEqual(fs.mkdirSync('locked/in', { recursive: true }), undefined);
    assert.throws(() => fs.mkdtempSync('locked/x'), denied('mkdtemp', 'locked/xXXXXXX'));
    assert.throws(() => fs.truncateSync('secret'), denied('open', 'secret'));
    assert.throws(() => fs.renameSync('locked/in', 'q'), { code: 'EACCES', path: 'locked/in', dest: 'q' });
    assert.throws(() => fs.copyFileSync('secret', 'mine'), { code: 'EACCES', syscall: 'copyfile', path: 'secret', dest: 'mine' });
    assert.strictEqual(fs.existsSync('mine'), false);
    assert.throws(() => fs.chmodSync('secret', 0o777), { code: 'EPERM', syscall: 'chmod' });
    assert.throws(() => fs.utimesSync('secret', 1, 1), { code: 'EPERM', syscall: 'utime' });
    assert.throws(() => fs.rmSync('locked', { recursive: true, force: true }), { code: 'EACCES' });
    assert.ok(fs.existsSync('locked/in/f'));
    assert.throws(() => fs.watch('hidden'), { code: 'EACCES', syscall: 'watch' });
    assert.deepStrictEqual(fs.globSync('hidden/*'), []);
  } finally {
    process.seteuid(before[0]);
    process.setegid(before[1]);
    fs.rmSync(folder, { recursive: true });
  }
}
