const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
for (const name of ['a/1', 'a/2', 'b/1', 'b/2', 'c', '.hid/x']) fs.mkdirSync(name, { recursive: true });
for (const name of ['a/f', 'a/1/f', 'a/1/g', 'a/2/f', 'b/f', 'b/1/f', 'b/2/f', 'c/f', 'top', '.hid/f', '.hid/x/f']) fs.writeFileSync(name, '');
fs.symlinkSync('a', 'la');
fs.symlinkSync('nowhere', 'dang');
const cases = [
  [['**'], '. dang la top c c/f b b/f b/2 b/2/f b/1 b/1/f a a/f a/2 a/2/f a/1 a/1/f a/1/g'],
  [['*/*'], 'c/f b/1 b/2 b/f a/1 a/2 a/f'],
  [['*/1/*'], 'b/1/f a/1/f a/1/g'],
  [['**/f'], 'c/f b/f b/2/f b/1/f a/f a/2/f a/1/f'],
  [['a/**/f'], 'a/f a/2/f a/1/f'],
  [['{b,a}/*'], 'a/1 a/2 a/f b/1 b/2 b/f'],
  [[['b/*', 'a/*']], 'a/1 a/2 a/f b/1 b/2 b/f'],
  [['la/*'], 'la/1 la/2 la/f'],
  [['**/f', { followSymlinks: true }], 'la/f la/2/f la/1/f c/f b/f b/2/f b/1/f a/f a/2/f a/1/f'],
  [['*'], 'a b c dang la top'],
  [['da*'], 'dang'],
  [['.hid/**'], '.hid .hid/f .hid/x .hid/x/f'],
  [['./a//./f'], 'a/f'],
  [['a/../b/*'], 'b/1 b/2 b/f'],
  [['a/*/'], 'a/2 a/1'],
  [['**/'], '. c b b/2 b/1 a a/2 a/1'],
  [['a/f/'], ''],
  [['[a-b]/f'], 'b/f a/f'],
  [['@(a|c)/f'], 'c/f a/f'],
  [['a\\*'], 'a/1 a/2 a/f'],
  [['no*'], ''],
  [['**/f', { exclude: ['a'] }], 'c/f b/f b/2/f b/1/f'],
  [['**/f', { exclude: ['**/1/**'] }], 'c/f b/f b/2/f a/f a/2/f'],
  [['**/f', { exclude: (name) => name === 'b' || name === '2' }], 'c/f a/f a/1/f'],
  [['*', { cwd: 'a' }], '1 2 f'],
  [['*', { cwd: new URL(`file://${folder}/a/`) }], '1 2 f'],
  [['*', { cwd: '/nonexistent' }], ''],
];
(async () => {
  for (const [args, expected] of cases) {
    const list = expected === '' ? [] : expected.split(' ');
    assert.deepStrictEqual(fs.globSync(...args), list, String(args[0]));
    const found = [];
    for await (const match of fs.promises.glob(...args)) found.push(match);
    assert.deepStrictEqual(found, list, `async ${args[0]}`);
    await new Promise((resolve) => fs.glob(...args, (error, matches) => resolve(assert.deepStrictEqual([error, matches], [null, list]))));
  }
  assert.deepStrictEqual(fs.globSync(`${folder}/a/*`), ['1', '2', 'f'].map((name) => `${folder}/a/${name}`));
  const entries = fs.globSync('*', { withFileTypes: true, cwd: 'a' });
  assert.deepStrictEqual(entries.map((entry) => [entry.parentPath, entry.name, entry.isDirectory()]), [['a', '1', true], ['a', '2', true], ['a', 'f', false]]);
})();
assert.throws(() => fs.globSync(1), { code: 'ERR_INVALID_ARG_TYPE', message: /"patterns"/ });
assert.throws(() => fs.globSync(['a', 1]), { message: /"patterns\[1\]"/ });
assert.throws(() => fs.globSync('a', { exclude: 1 }), { message: /The "options\.exclude" property must be of type function or string\[\]/ });
assert.throws(() => fs.glob('a'), { code: 'ERR_INVALID_ARG_TYPE' });
