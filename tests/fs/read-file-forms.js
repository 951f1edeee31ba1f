const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const file = at('f');
fs.writeFileSync(file, 'héllo €\u{1f600}');
const text = 'héllo €\u{1f600}';
const bytes = Buffer.from(text);

assert.deepStrictEqual(fs.readFileSync(file), bytes);
assert.strictEqual(fs.readFileSync(file, 'utf8'), text);
assert.strictEqual(fs.readFileSync(file, { encoding: 'utf-8' }), text);
assert.strictEqual(fs.readFileSync(file, 'hex'), bytes.toString('hex'));
assert.strictEqual(fs.readFileSync(file, 'latin1'), bytes.toString('latin1'));
assert.strictEqual(fs.readFileSync(Buffer.from(file), 'utf8'), text);
assert.strictEqual(fs.readFileSync(new URL(`file://${file}`), 'utf8'), text);
// Ill-formed UTF-8 becomes replacement characters.
fs.writeFileSync(at('bad'), Buffer.from([0x61, 0xff, 0xe2, 0x82, 0x62]));
assert.strictEqual(fs.readFileSync(at('bad'), 'utf8'), 'a\ufffd\ufffdb');
fs.writeFileSync(at('empty'), '');
assert.strictEqual(fs.readFileSync(at('empty'), 'utf8'), '');
assert.strictEqual(fs.readFileSync(at('empty')).length, 0);
// Files of /proc have no size.
assert.match(fs.readFileSync('/proc/self/status', 'utf8'), /^Name:/);

fs.readFile(file, (error, data) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual(data, bytes);
  fs.readFile(file, 'utf8', (error, data) => {
    assert.strictEqual(error, null);
    assert.strictEqual(data, text);
    fs.promises.readFile(file, { encoding: 'utf8' }).then((data) => {
      assert.strictEqual(data, text);
      return fs.promises.readFile(file);
    }).then((data) => {
      assert.deepStrictEqual(data, bytes);
      assert.ok(Buffer.isBuffer(data));
    });
  });
});
