const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const file = at('f');
const read = () => fs.readFileSync(file, 'utf8');
fs.writeFileSync(file, 'abc');
assert.strictEqual(read(), 'abc');
fs.writeFileSync(file, 'é', 'latin1');
assert.deepStrictEqual(fs.readFileSync(file), Buffer.from([0xe9]));
fs.writeFileSync(file, '6162', { encoding: 'hex' });
assert.strictEqual(read(), 'ab');
fs.writeFileSync(file, new Uint16Array([0x6161, 0x6262]));
assert.strictEqual(read(), 'aabb');
fs.writeFileSync(file, new DataView(Buffer.from('xyz').buffer, Buffer.from('xyz').byteOffset, 0));
assert.strictEqual(read(), '');
fs.writeFileSync(file, 'a\ud800b');
assert.strictEqual(read(), 'a\ufffdb');
fs.writeFileSync(file, 'one');
fs.writeFileSync(file, 'two', { flag: 'a' });
assert.strictEqual(read(), 'onetwo');
fs.appendFileSync(file, 'three', { flush: true });
assert.strictEqual(read(), 'onetwothree');
assert.throws(() => fs.writeFileSync(file, 'x', { flag: 'wx' }), { code: 'EEXIST', syscall: 'open' });
fs.writeFileSync(at('mode'), 'x', { mode: 0o600 });
assert.strictEqual(fs.statSync(at('mode')).mode & 0o777, 0o600);

const fd = fs.openSync(at('fd'), 'w');
fs.writeFileSync(fd, 'first ');
fs.writeFileSync(fd, 'second');
fs.appendFileSync(fd, ' third');
fs.closeSync(fd);
assert.strictEqual(fs.readFileSync(at('fd'), 'utf8'), 'first second third');

fs.writeFile(file, 'callback', (...args) => {
  assert.deepStrictEqual(args, [null]);
  fs.appendFile(file, ' more', (...args) => {
    assert.deepStrictEqual(args, [null]);
    assert.strictEqual(read(), 'callback more');
    (async () => {
      assert.strictEqual(await fs.promises.writeFile(file, 'promise', { flush: true }), undefined);
      assert.strictEqual(await fs.promises.appendFile(file, ' more'), undefined);
      assert.strictEqual(read(), 'promise more');
    })();
  });
});
