const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello world');
(async () => {
  const blob = await fs.openAsBlob(at('f'), { type: 'text/plain' });
  assert.ok(blob instanceof Blob);
  assert.deepStrictEqual([blob.size, blob.type], [11, 'text/plain']);
  assert.strictEqual(await blob.text(), 'hello world');
  assert.strictEqual(await blob.slice(2, 5).text(), 'llo');
  assert.strictEqual(await new Blob([blob.slice(0, 5), '-', blob]).text(), 'hello-hello world');
  let size = 0;
  for await (const part of blob.stream()) size += part.length;
  assert.strictEqual(size, 11);
  fs.writeFileSync(at('f'), 'something else');
  const changed = { name: 'NotReadableError', message: 'The blob could not be read' };
  await assert.rejects(blob.text(), changed);
  const sync = fs.openAsBlobSync(at('f'));
  assert.strictEqual(await sync.text(), 'something else');
  fs.unlinkSync(at('f'));
  await assert.rejects(sync.arrayBuffer(), changed);
})();
assert.throws(() => fs.openAsBlob(at('no')), { code: 'ENOENT', syscall: 'stat' });
assert.throws(() => fs.openAsBlobSync(at('f'), { type: 5 }), { code: 'ERR_INVALID_ARG_TYPE', message: /"options\.type"/ });
