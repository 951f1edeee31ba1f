const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

(async () => {
  const names = Array.from({ length: 500 }, (_, i) => at(`f${i}`));
  await Promise.all(names.map((name, i) => fs.promises.writeFile(name, `content ${i}`)));
  const texts = await Promise.all(names.map((name) => fs.promises.readFile(name, 'utf8')));
  texts.forEach((text, i) => assert.strictEqual(text, `content ${i}`));
  const sizes = await Promise.all(names.map(async (name) => (await fs.promises.stat(name)).size));
  assert.strictEqual(sizes.reduce((a, b) => a + b), texts.join('').length);
})();
