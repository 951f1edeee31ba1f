const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const change = (name, options) => new Promise((resolve) => {
  fs.watchFile(name, { interval: 5, ...options }, function listener(now, before) {
    fs.unwatchFile(name, listener);
    resolve([now, before]);
  });
});
(async () => {
  // A file that is not there is reported at once, with zeros.
  let [now, before] = await change(at('no'));
  assert.deepStrictEqual([now.size, now.mtimeMs, before.mtimeMs, now.isFile()], [0, 0, 0, false]);
  fs.writeFileSync(at('f'), '1');
  const watcher = fs.watchFile(at('f'), { interval: 5, bigint: true }, () => {});
  const next = () => new Promise((resolve) => watcher.once('change', (now, before) => resolve([now, before])));
  let waiting = next();
  // The first look must come before the change: it goes to the same pool, in order.
  await fs.promises.stat(at('f'));
  fs.writeFileSync(at('f'), '22');
  [now, before] = await waiting;
  assert.strictEqual(now.size, 2n);
  waiting = next();
  fs.unlinkSync(at('f'));
  [now] = await waiting;
  assert.strictEqual(now.size, 0n);
  assert.strictEqual(watcher.ref(), watcher);
  assert.strictEqual(watcher.unref(), watcher);
  assert.strictEqual(fs.watchFile(at('f'), () => {}), watcher);
  const stopped = new Promise((resolve) => watcher.on('stop', resolve));
  fs.unwatchFile(at('f'));
  await stopped;
  fs.watchFile(at('f'), { persistent: false }, () => {});
})();
fs.unwatchFile(at('never'));
assert.throws(() => fs.watchFile(at('f')), { code: 'ERR_INVALID_ARG_TYPE', message: /"listener"/ });
assert.throws(() => fs.watchFile(at('g'), { interval: 'x' }, () => {}), { code: 'ERR_INVALID_ARG_TYPE', message: /"interval"/ });
