const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

let deep = at('deep');
fs.mkdirSync(deep);
for (let i = 0; i < 300; i++) {
  deep += '/d';
  fs.mkdirSync(deep);
  fs.writeFileSync(`${deep}/f`, '');
}
fs.mkdirSync(at('wide'));
for (let i = 0; i < 2000; i++) fs.writeFileSync(at(`wide/${i}`), '');
assert.strictEqual(fs.readdirSync(at('wide')).length, 2000);
fs.rmSync(at('wide'), { recursive: true });
fs.promises.rm(at('deep'), { recursive: true }).then(() => {
  assert.strictEqual(fs.existsSync(at('deep')), false);
  assert.strictEqual(fs.existsSync(at('wide')), false);
});
