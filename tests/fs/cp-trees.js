const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
const real = process.cwd();
fs.mkdirSync('s/a', { recursive: true });
fs.writeFileSync('s/f', '1', { mode: 0o640 });
fs.writeFileSync('s/a/g', '2');
fs.symlinkSync('f', 's/l');
const forms = {
  sync: async (...args) => fs.cpSync(...args),
  callback: (...args) => new Promise((resolve, reject) => fs.cp(...args, (error) => error ? reject(error) : resolve())),
  promise: fs.promises.cp,
};
(async () => {
  for (const [name, cp] of Object.entries(forms)) {
    const to = (rest) => `${name}/${rest}`;
    await cp('s/f', to('deep/er/f'));
    assert.strictEqual(fs.readFileSync(to('deep/er/f'), 'utf8'), '1');
    await cp('s', to('t'), { recursive: true });
    assert.deepStrictEqual(fs.readdirSync(to('t'), { recursive: true }), ['a', 'f', 'l', 'a/g']);
    assert.strictEqual(fs.readlinkSync(to('t/l')), `${real}/s/f`);
    assert.strictEqual(fs.statSync(to('t/f')).mode & 0o777, 0o640);
    await cp('s', to('t'), { recursive: true });
    await cp('s', to('v'), { recursive: true, verbatimSymlinks: true });
    assert.strictEqual(fs.readlinkSync(to('v/l')), 'f');
    await cp('s', to('d'), { recursive: true, dereference: true });
    assert.ok(fs.lstatSync(to('d/l')).isFile());
    fs.writeFileSync(to('t/f'), 'kept');
    await cp('s', to('t'), { recursive: true, force: false });
    assert.strictEqual(fs.readFileSync(to('t/f'), 'utf8'), 'kept');
    await assert.rejects(cp('s/f', to('t/f'), { force: false, errorOnExist: true }), {
      code: 'ERR_FS_CP_EEXIST', message: `Target already exists: cp returned EEXIST (${name}/t/f already exists) ${name}/t/f`,
    });
    fs.utimesSync('s/f', 1, 2);
    await cp('s/f', to('times'), { preserveTimestamps: true });
    assert.strictEqual(fs.statSync(to('times')).mtimeMs, 2000);
    const seen = [];
    await cp('s', to('filtered'), {
      recursive: true,
      filter: (src, dest) => {
        seen.push(`${src}>${dest}`);
        return name === 'sync' ? !src.endsWith('a') : Promise.resolve(!src.endsWith('a'));
      },
    });
    assert.deepStrictEqual(seen.sort(), ['s/a', 's/f', 's/l', 's'].map((path) => `${path}>${name}/filtered${path.slice(1)}`).sort());
    assert.deepStrictEqual(fs.readdirSync(to('filtered')), ['f', 'l']);
    await assert.rejects(cp('nope', 'x'), { code: 'ENOENT', syscall: 'lstat', message: "ENOENT: no such file or directory, lstat 'nope'" });
    await assert.rejects(cp('s', 'x'), { code: 'ERR_FS_EISDIR' });
    await assert.rejects(cp('s', 's/a/b', { recursive: true }), { code: 'ERR_FS_CP_EINVAL' });
    await assert.rejects(cp('s/f', 's/f'), { code: 'ERR_FS_CP_EINVAL' });
    await assert.rejects(cp('s', 's/f', { recursive: true }), { code: 'ERR_FS_CP_DIR_TO_NON_DIR' });
    await assert.rejects(cp('s/f', 's', { recursive: true }), { code: 'ERR_FS_CP_NON_DIR_TO_DIR' });
  }
})();
