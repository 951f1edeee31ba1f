const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const data = Buffer.alloc(100000, 'abc');
fs.writeFileSync(at('f'), data);
(async () => {
  let handle = await fs.promises.open(at('f'));
  const stream = handle.readableWebStream();
  assert.ok(stream instanceof ReadableStream);
  assert.throws(() => handle.readableWebStream(), { code: 'ERR_INVALID_STATE', message: 'Invalid state: The FileHandle is locked' });
  const parts = [];
  for await (const part of stream) {
    assert.ok(part instanceof Uint8Array);
    parts.push(part);
  }
  assert.ok(Buffer.concat(parts).equals(data));
  assert.ok(handle.fd > 0);
  await handle.close();

  handle = await fs.promises.open(at('f'));
  let size = 0;
  for await (const part of handle.readableWebStream({ autoClose: true })) size += part.byteLength;
  assert.deepStrictEqual([size, handle.fd], [100000, -1]);

  handle = await fs.promises.open(at('f'));
  const reader = handle.readableWebStream({ type: 'bytes' }).getReader({ mode: 'byob' });
  const { value } = await reader.read(new Uint8Array(10));
  assert.strictEqual(Buffer.from(value).toString(), 'abcabcabca');
  await reader.cancel();
  await handle.close();
  handle = await fs.promises.open(at('f'));
  assert.throws(() => handle.readableWebStream({ autoClose: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  await handle.close();
})();
