const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

(async () => {
  let handle = await fs.promises.open(at('f'), 'w+');
  await handle.writeFile('one\ntwo\r\nthree');
  await handle.appendFile('\nfour', { encoding: 'utf8' });
  assert.strictEqual(await handle.readFile('utf8'), '');
  await handle.close();
  handle = await fs.promises.open(at('f'));
  await handle.read(Buffer.alloc(4));
  assert.strictEqual(await handle.readFile('utf8'), 'two\r\nthree\nfour');
  await handle.close();
  // The functions of fs.promises take a handle for a path.
  handle = await fs.promises.open(at('f'));
  assert.strictEqual((await fs.promises.readFile(handle)).length, 19);
  await assert.rejects(handle.readFile({ signal: AbortSignal.abort() }), { name: 'AbortError' });
  await handle.close();
  handle = await fs.promises.open(at('f'), 'w+');
  await fs.promises.writeFile(handle, 'one\ntwo\r\nthree');
  await handle.close();
  handle = await fs.promises.open(at('f'));
  const lines = [];
  for await (const line of handle.readLines()) lines.push(line);
  assert.deepStrictEqual(lines, ['one', 'two', 'three']);
  assert.strictEqual(handle.fd, -1);
})();
