const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.mkdirSync('d/sub', { recursive: true });
const watcher = fs.watch('d', { recursive: true });
const seen = (name) => new Promise((resolve) => {
  const listener = (type, changed) => {
    if (changed !== name) return;
    watcher.off('change', listener);
    resolve();
  };
  watcher.on('change', listener);
});
(async () => {
  let next = seen('sub/f');
  fs.writeFileSync('d/sub/f', 'x');
  await next;
  next = seen('sub/new');
  fs.mkdirSync('d/sub/new');
  await next;
  next = seen('sub/new/g');
  fs.writeFileSync('d/sub/new/g', 'x');
  await next;
  next = seen('sub/f');
  fs.unlinkSync('d/sub/f');
  await next;
  watcher.close();
})();
assert.throws(() => fs.watch('nope', { recursive: true }), { code: 'ENOENT' });
