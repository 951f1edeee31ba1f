const assert = require('node:assert');
const fs = require('node:fs');
const { folder, at } = require('./_temp.js');

const one = fs.mkdtempSync(at('x-'));
assert.match(one, /x-[A-Za-z0-9]{6}$/);
assert.strictEqual(fs.statSync(one).mode & 0o777, 0o700);
assert.notStrictEqual(fs.mkdtempSync(at('x-')), one);
assert.ok(Buffer.isBuffer(fs.mkdtempSync(at('b'), 'buffer')));
assert.ok(Buffer.isBuffer(fs.mkdtempSync(Buffer.from(at('b')), { encoding: 'buffer' })));
assert.throws(() => fs.mkdtempSync(at('no/x')), { code: 'ENOENT', message: `ENOENT: no such file or directory, mkdtemp '${at('no/x')}XXXXXX'` });
assert.throws(() => fs.mkdtempSync(1), { message: /^The "prefix" argument/ });
fs.mkdtemp(at('c'), (error, path) => {
  assert.strictEqual(error, null);
  assert.ok(fs.existsSync(path));
});
fs.promises.mkdtemp(at('p')).then((path) => assert.ok(fs.existsSync(path)));

process.chdir(folder);
const disposable = fs.mkdtempDisposableSync('d');
assert.deepStrictEqual(Reflect.ownKeys(disposable), ['path', 'remove', Symbol.dispose]);
fs.writeFileSync(`${disposable.path}/f`, '');
const { path } = disposable;
process.chdir('/');
disposable.remove();
assert.strictEqual(fs.existsSync(at(path)), false);
disposable[Symbol.dispose]();
(async () => {
  const disposable = await fs.promises.mkdtempDisposable(at('e'));
  assert.ok(fs.existsSync(disposable.path));
  await disposable[Symbol.asyncDispose]();
  assert.strictEqual(fs.existsSync(disposable.path), false);
  await disposable.remove();
})();
