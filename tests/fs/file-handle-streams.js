const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello world');
const closed = (stream) => new Promise((resolve, reject) => stream.on('error', reject).on('close', resolve));
(async () => {
  let handle = await fs.promises.open(at('f'));
  const events = [];
  handle.on('close', () => events.push('handle'));
  let text = '';
  const reader = handle.createReadStream({ encoding: 'utf8', start: 6 });
  reader.on('data', (data) => { text += data; });
  await closed(reader);
  assert.deepStrictEqual([text, handle.fd, events], ['world', -1, ['handle']]);

  handle = await fs.promises.open(at('f'));
  const open = handle.createReadStream({ autoClose: false, end: 4 });
  const parts = [];
  open.on('data', (data) => parts.push(data));
  await new Promise((resolve) => open.on('end', resolve));
  assert.strictEqual(Buffer.concat(parts).toString(), 'hello');
  assert.ok(handle.fd > 0);
  // Closing the handle ends the stream.
  const done = closed(open);
  await handle.close();
  await done;

  handle = await fs.promises.open(at('g'), 'w');
  const writer = handle.createWriteStream({ flush: true });
  writer.write('a');
  writer.end('b');
  await closed(writer);
  assert.strictEqual(handle.fd, -1);
  assert.strictEqual(fs.readFileSync(at('g'), 'utf8'), 'ab');

  handle = await fs.promises.open(at('f'));
  await closed(fs.createReadStream(null, { fd: handle }).resume());
  assert.strictEqual(handle.fd, -1);
  handle = await fs.promises.open(at('f'));
  assert.throws(() => fs.createReadStream(null, { fd: handle, fs: {} }), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
  await handle.close();
})();
