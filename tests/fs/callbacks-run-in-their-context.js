const assert = require('node:assert');
const fs = require('node:fs');
const { AsyncLocalStorage } = require('node:async_hooks');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'x');
const storage = new AsyncLocalStorage();
const order = [];
storage.run('a', () => {
  fs.stat(at('f'), () => {
    order.push(storage.getStore());
    process.nextTick(() => order.push('tick'));
    Promise.resolve().then(() => order.push(`job ${storage.getStore()}`));
  });
});
storage.run('b', async () => {
  await fs.promises.readFile(at('f'));
  assert.strictEqual(storage.getStore(), 'b');
});
assert.strictEqual(storage.getStore(), undefined);
process.on('exit', () => assert.deepStrictEqual(order, ['a', 'tick', 'job a']));
