const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), '');
for (const name of ['stat', 'lstat']) {
  const sync = fs[`${name}Sync`];
  const error = { code: 'ENOENT', errno: -2, syscall: name, path: at('x'), message: `ENOENT: no such file or directory, ${name} '${at('x')}'` };
  assert.throws(() => sync(at('x')), error);
  assert.strictEqual(sync(at('x'), { throwIfNoEntry: false }), undefined);
  assert.throws(() => sync(at('f/x')), { code: 'ENOTDIR' });
  fs[name](at('x'), (...args) => {
    assert.strictEqual(args.length, 1);
    assert.strictEqual(args[0].message, error.message);
  });
  assert.rejects(fs.promises[name](at('x')), error);
}
assert.throws(() => fs.fstatSync(9999), { code: 'EBADF', syscall: 'fstat', message: 'EBADF: bad file descriptor, fstat' });
assert.throws(() => fs.statSync(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.stat(at('f')), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(fs.statSync(at('f/x'), { throwIfNoEntry: false }), undefined);
assert.throws(() => fs.lstatSync(at('f/x'), { throwIfNoEntry: false }), { code: 'ENOTDIR' });
// Only stat() knows the option in its asynchronous forms.
fs.stat(at('x'), { throwIfNoEntry: false }, (...args) => assert.deepStrictEqual(args, [null, undefined]));
fs.lstat(at('x'), { throwIfNoEntry: false }, (error) => assert.strictEqual(error.code, 'ENOENT'));
fs.promises.stat(at('x'), { throwIfNoEntry: false }).then((stats) => assert.strictEqual(stats, undefined));
assert.rejects(fs.promises.lstat(at('x'), { throwIfNoEntry: false }), { code: 'ENOENT' });
