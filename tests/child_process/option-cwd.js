// cwd: a path or a file: URL; what is no folder is the error of the program.
const assert = require('node:assert');
const { exec, execFile, execSync, fork, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');
const { promisify } = require('node:util');

if (process.argv[2] === 'child') process.send(process.cwd());
else main();

async function main() {
  const here = fs.realpathSync('.');
  fs.mkdirSync('a b/ü', { recursive: true });
  const folder = path.join(here, 'a b/ü');
  for (const cwd of [folder, 'a b/ü', './a b/../a b/ü', pathToFileURL(folder)]) {
    assert.strictEqual(spawnSync('pwd', { cwd, encoding: 'utf8' }).stdout, `${folder}\n`);
    assert.strictEqual(execSync('pwd', { cwd, encoding: 'utf8' }), `${folder}\n`);
    assert.strictEqual((await promisify(exec)('pwd', { cwd })).stdout, `${folder}\n`);
    assert.strictEqual((await promisify(execFile)('pwd', { cwd })).stdout, `${folder}\n`);
    assert.deepStrictEqual(await once(fork(__filename, ['child'], { cwd }), 'message'), [folder, undefined]);
  }
  // Relative names of programs are looked for there.
  fs.writeFileSync(path.join(folder, 'program'), '#!/bin/sh\necho found\n', { mode: 0o755 });
  assert.strictEqual(spawnSync('./program', { cwd: folder, encoding: 'utf8' }).stdout, 'found\n');
  assert.strictEqual(spawnSync('pwd', { cwd: '' }).error.code, 'ENOENT');
  for (const cwd of [undefined, null]) {
    assert.strictEqual(spawnSync('pwd', { cwd, encoding: 'utf8' }).stdout, `${here}\n`);
  }

  const [missing] = await once(spawn('pwd', { cwd: 'no/such' }), 'error');
  assert.deepStrictEqual([missing.code, missing.syscall, missing.path], ['ENOENT', 'spawn pwd', 'pwd']);
  fs.writeFileSync('file', '');
  assert.throws(() => spawn('pwd', { cwd: 'file' }), { code: 'ENOTDIR', syscall: 'spawn' });
  assert.strictEqual(spawnSync('pwd', { cwd: 'file' }).error.code, 'ENOTDIR');
  assert.throws(() => execSync('pwd', { cwd: 'no/such' }), { code: 'ENOENT', syscall: 'spawnSync /bin/sh' });
  assert.throws(() => spawn('pwd', { cwd: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => spawn('pwd', { cwd: 'a\0b' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => spawn('pwd', { cwd: new URL('http://x') }), { code: 'ERR_INVALID_URL_SCHEME' });
}
