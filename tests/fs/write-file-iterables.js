const assert = require('node:assert');
const fs = require('node:fs');
const { Readable } = require('node:stream');
const { at } = require('./_temp.js');

const file = at('f');
const read = () => fs.readFileSync(file, 'utf8');
(async () => {
  await fs.promises.writeFile(file, ['a', Buffer.from('b'), 'c']);
  assert.strictEqual(read(), 'abc');
  await fs.promises.writeFile(file, (function* () { yield 'x'; yield 'y'; })());
  assert.strictEqual(read(), 'xy');
  await fs.promises.writeFile(file, (async function* () { yield 'é'; yield Buffer.from('z'); })(), 'latin1');
  assert.deepStrictEqual(fs.readFileSync(file), Buffer.from([0xe9, 0x7a]));
  await fs.promises.writeFile(file, Readable.from(['s', 't']));
  assert.strictEqual(read(), 'st');
  await fs.promises.appendFile(file, ['u', 'v']);
  assert.strictEqual(read(), 'stuv');
  await assert.rejects(fs.promises.writeFile(file, [1]), { code: 'ERR_INVALID_ARG_TYPE' });
  const handle = await fs.promises.open(file, 'w');
  await handle.writeFile(['1', '2']);
  await handle.appendFile('3');
  await handle.close();
  assert.strictEqual(read(), '123');
  const controller = new AbortController();
  await assert.rejects(fs.promises.writeFile(file, (function* () {
    yield 'a';
    controller.abort();
    yield 'b';
  })(), { signal: controller.signal }), { name: 'AbortError' });
})();
