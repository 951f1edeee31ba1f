// Programs, folders and descriptors that cannot be used: the same errors in every form, without the rights of root.
const assert = require('node:assert');
const { exec, execFileSync, execSync, fork, spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');

const plain = (how, { name, code, errno, syscall, path, spawnargs }) => [how, name, code, errno < 0, syscall, path, spawnargs];

/** What a call comes to, as a list. */
async function outcome(run) {
  let made;
  try {
    made = run();
  } catch (error) {
    return plain('throws', error);
  }
  if (made.error) return plain('gives', made.error);
  if (typeof made.on !== 'function') return ['none'];
  return new Promise((resolve) => {
    made.on('error', (error) => resolve(plain('emits', error)));
    made.on('exit', (code) => resolve(['exits', code]));
  });
}

async function main() {
  fs.mkdirSync('shut/inner', { recursive: true });
  fs.writeFileSync('file', '');
  fs.writeFileSync('program', '#!/no/such/interpreter\n', { mode: 0o755 });
  fs.writeFileSync('bare', 'exit 3\n', { mode: 0o755 });
  fs.symlinkSync('loop', 'loop');
  fs.chmodSync('.', 0o755);
  if (process.getuid() === 0) {
    fs.chownSync('shut', 65534, 65534);
    process.setgroups([]);
    process.setgid(65534);
    process.setuid(65534);
  }
  fs.chmodSync('shut', 0);
  process.on('exit', () => fs.chmodSync('shut', 0o700));
  const long = 'x'.repeat(5000);

  const error = (how, code, syscall, path, args) => [how, 'Error', code, true, syscall, path, args];
  for (const [cwd, code, how] of [
    ['shut', 'EACCES', 'emits'], ['shut/inner', 'EACCES', 'emits'], ['file', 'ENOTDIR', 'throws'], ['file/inner', 'ENOTDIR', 'throws'],
    ['loop', 'ELOOP', 'throws'], [long, 'ENAMETOOLONG', 'throws'], ['none', 'ENOENT', 'emits'],
  ]) {
    const thrown = error('throws', code, 'spawn', undefined, undefined);
    const told = (file, args) => (how === 'throws' ? thrown : error('emits', code, `spawn ${file}`, file, args));
    assert.deepStrictEqual(await outcome(() => spawn('true', ['a'], { cwd })), told('true', ['a']), cwd);
    assert.deepStrictEqual(await outcome(() => exec('true', { cwd }, () => {})), told('/bin/sh', ['-c', 'true']));
    assert.deepStrictEqual(await outcome(() => fork('x.js', ['a'], { cwd })), told(process.execPath, ['x.js', 'a']));
    assert.deepStrictEqual(await outcome(() => spawnSync('true', ['a'], { cwd })), error('gives', code, 'spawnSync true', 'true', ['a']));
    assert.deepStrictEqual(await outcome(() => execFileSync('true', ['a'], { cwd })), error('throws', code, 'spawnSync true', 'true', ['a']));
    assert.deepStrictEqual(await outcome(() => execSync('true', { cwd })), error('throws', code, 'spawnSync /bin/sh', '/bin/sh', ['-c', 'true']));
  }
  for (const [file, code, how] of [
    ['./file', 'EACCES', 'emits'], ['./shut', 'EACCES', 'emits'], ['./shut/x', 'EACCES', 'emits'], ['./file/x', 'ENOTDIR', 'throws'],
    ['./program', 'ENOENT', 'emits'], ['./loop', 'ELOOP', 'throws'], [`./${long}`, 'ENAMETOOLONG', 'throws'], ['./none', 'ENOENT', 'emits'],
  ]) {
    assert.deepStrictEqual(await outcome(() => spawn(file, ['a'])),
      how === 'throws' ? error('throws', code, 'spawn', undefined, undefined) : error('emits', code, `spawn ${file}`, file, ['a']), file);
    assert.deepStrictEqual(await outcome(() => spawnSync(file, ['a'])), error('gives', code, `spawnSync ${file}`, file, ['a']));
  }
  // A script without an interpreter's name is the shell's.
  assert.deepStrictEqual(await outcome(() => spawn('./bare')), ['exits', 3]);
  assert.strictEqual(spawnSync('./bare').status, 3);
  // One that is not open.
  const closed = 10_000;
  for (const stdio of [[closed], ['ignore', closed], ['ignore', 'ignore', 'ignore', closed]]) {
    assert.deepStrictEqual(await outcome(() => spawn('true', { stdio })), error('throws', 'EBADF', 'spawn', undefined, undefined));
    assert.deepStrictEqual(await outcome(() => spawnSync('true', { stdio })), error('gives', 'EBADF', 'spawnSync true', 'true', []));
  }
  // Too much for the kernel.
  const much = Array.from({ length: 300 }, () => 'y'.repeat(100_000));
  assert.deepStrictEqual(await outcome(() => spawn('true', much)), error('throws', 'E2BIG', 'spawn', undefined, undefined));
  assert.strictEqual((await outcome(() => spawnSync('true', much)))[2], 'E2BIG');
}
main();
