// uid and gid: root may choose them; who may not gets EPERM.
const assert = require('node:assert');
const { execFile, execSync, fork, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');
const { promisify } = require('node:util');

const OTHER = { uid: 65534, gid: 65533, cwd: '/' };

async function main() {
  const ids = { uid: process.getuid(), gid: process.getgid() };
  assert.strictEqual(spawnSync('id', ['-u'], { ...ids, encoding: 'utf8' }).stdout, `${ids.uid}\n`);
  for (const name of ['uid', 'gid']) {
    for (const wrong of ['x', {}, true]) assert.throws(() => spawn('true', { [name]: wrong }), { code: 'ERR_INVALID_ARG_TYPE' });
    for (const wrong of [1.5, 2 ** 32, NaN]) assert.throws(() => spawn('true', { [name]: wrong }), { code: 'ERR_OUT_OF_RANGE' });
  }
  if (process.getuid() !== 0) {
    assert.throws(() => spawn('true', { uid: 0 }), { code: 'EPERM', syscall: 'spawn' });
    assert.strictEqual(spawnSync('true', { gid: 0 }).error?.code ?? 'EPERM', 'EPERM');
    return;
  }
  assert.strictEqual(spawnSync('id', ['-u'], { ...OTHER, encoding: 'utf8' }).stdout, '65534\n');
  // No group of root's is left.
  assert.strictEqual(execSync('id -u; id -g; id -G', { ...OTHER, encoding: 'utf8' }), '65534\n65533\n65533\n');
  assert.strictEqual((await promisify(execFile)('id', ['-g'], OTHER)).stdout, '65533\n');
  assert.strictEqual(spawnSync('id', ['-u'], { gid: 65533, encoding: 'utf8' }).stdout, '0\n');
  const child = fork('name', { ...OTHER, execPath: '/bin/sh', execArgv: ['-c', 'id -u; id -g'], silent: true });
  let text = '';
  child.stdout.on('data', (chunk) => { text += chunk; });
  await once(child, 'close');
  assert.strictEqual(text, '65534\n65533\n');
}
main();
