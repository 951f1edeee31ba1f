const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.mkdirSync('d/sub', { recursive: true });
for (let i = 0; i < 100; i++) fs.writeFileSync(`d/${i}`, '');
fs.writeFileSync('d/sub/inner', '');
const all = fs.readdirSync('d').sort();
const closedError = { code: 'ERR_DIR_CLOSED', message: 'Directory handle was closed' };
(async () => {
  const dir = fs.opendirSync('d');
  assert.ok(dir instanceof fs.Dir);
  assert.strictEqual(dir.path, 'd');
  const names = [];
  for (let entry; (entry = dir.readSync()) !== null;) {
    assert.ok(entry instanceof fs.Dirent);
    assert.strictEqual(entry.parentPath, 'd');
    assert.strictEqual(entry.isDirectory(), entry.name === 'sub');
    names.push(entry.name);
  }
  assert.strictEqual(dir.readSync(), null);
  assert.deepStrictEqual(names.sort(), all);
  dir.closeSync();
  assert.throws(() => dir.readSync(), closedError);
  assert.throws(() => dir.closeSync(), closedError);
  await assert.rejects(dir.close(), closedError);
  assert.rejects(async () => dir.read(), closedError);

  const iterated = [];
  for await (const entry of await fs.promises.opendir('d', { bufferSize: 3 })) iterated.push(entry.name);
  assert.deepStrictEqual(iterated.sort(), all);
  const left = await fs.promises.opendir('d');
  for await (const entry of left) break;
  await assert.rejects(left.close(), closedError);

  await new Promise((resolve) => fs.opendir('d', { encoding: 'buffer' }, (error, dir) => {
    assert.strictEqual(error, null);
    dir.read((error, entry) => {
      assert.strictEqual(error, null);
      assert.ok(Buffer.isBuffer(entry.name));
      dir.close((error) => resolve(assert.strictEqual(error, null)));
    });
  }));
  const busy = fs.opendirSync('d');
  const reads = [busy.read(), busy.read()];
  assert.throws(() => busy.readSync(), { code: 'ERR_DIR_CONCURRENT_OPERATION' });
  const closing = busy.close();
  assert.strictEqual((await Promise.all(reads)).filter((entry) => entry instanceof fs.Dirent).length, 2);
  await closing;

  const deep = [];
  for await (const entry of await fs.promises.opendir('.', { recursive: true })) deep.push(`${entry.parentPath}|${entry.name}`);
  assert.strictEqual(deep.length, 103);
  assert.ok(deep.includes('d/sub|inner'));
  const walk = fs.opendirSync('.', { recursive: true });
  let count = 0;
  while (walk.readSync()) count++;
  assert.strictEqual(count, 103);
  walk[Symbol.dispose]();
  walk[Symbol.dispose]();
  const disposed = fs.opendirSync('.');
  await disposed[Symbol.asyncDispose]();
  assert.throws(() => disposed.readSync(), closedError);
})();
assert.throws(() => new fs.Dir(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => fs.opendirSync('no'), { code: 'ENOENT', syscall: 'opendir' });
assert.throws(() => fs.opendirSync('d/1'), { code: 'ENOTDIR', syscall: 'opendir' });
assert.throws(() => fs.opendirSync('d', { bufferSize: 0 }), { code: 'ERR_OUT_OF_RANGE', message: /"options\.bufferSize"/ });
assert.rejects(fs.promises.opendir('no'), { message: "ENOENT: no such file or directory, opendir 'no'" });
