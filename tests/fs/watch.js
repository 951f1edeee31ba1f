const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.mkdirSync('d');
// Resolves when the watcher has reported `count` events.
const collect = (watcher, count) => new Promise((resolve) => {
  const events = [];
  watcher.on('change', (type, name) => {
    events.push(`${type}:${name}`);
    if (events.length === count) resolve(events);
  });
});
(async () => {
  const calls = [];
  const watcher = fs.watch('d', (type, name) => calls.push(`${type}:${name}`));
  let next = collect(watcher, 2);
  fs.writeFileSync('d/f', 'x');
  assert.deepStrictEqual(await next, ['rename:f', 'change:f']);
  next = collect(watcher, 2);
  fs.renameSync('d/f', 'd/g');
  assert.deepStrictEqual(await next, ['rename:f', 'rename:g']);
  next = collect(watcher, 2);
  fs.chmodSync('d/g', 0o600);
  fs.unlinkSync('d/g');
  assert.deepStrictEqual(await next, ['change:g', 'rename:g']);
  assert.ok(calls.length >= 6);
  const closed = new Promise((resolve) => watcher.on('close', resolve));
  watcher.close();
  watcher.close();
  await closed;

  fs.writeFileSync('one', '');
  const file = fs.watch('one', 'buffer');
  const first = new Promise((resolve) => file.once('change', (type, name) => resolve([type, name])));
  fs.appendFileSync('one', 'x');
  assert.deepStrictEqual(await first, ['change', Buffer.from('one')]);
  file.close();

  const ignoring = fs.watch('d', { ignore: ['*.log', /^tmp/, (name) => name === 'no'] });
  next = collect(ignoring, 1);
  for (const name of ['a.log', 'tmpx', 'no', 'yes']) fs.writeFileSync(`d/${name}`, '');
  assert.deepStrictEqual(await next, ['rename:yes']);
  ignoring.close();

  const controller = new AbortController();
  const aborted = fs.watch('d', { signal: controller.signal });
  const end = new Promise((resolve) => aborted.on('close', resolve));
  controller.abort();
  await end;
  // Does not keep the process alive.
  fs.watch('d', { persistent: false });
  fs.watch('d').unref();
})();
assert.throws(() => fs.watch('nope'), {
  code: 'ENOENT', errno: -2, syscall: 'watch', path: 'nope', filename: 'nope', message: "ENOENT: no such file or directory, watch 'nope'",
});
assert.throws(() => fs.watch(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.watch('d', { recursive: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => fs.watch('d', { encoding: 'zz' }), { code: 'ERR_INVALID_ARG_VALUE' });
