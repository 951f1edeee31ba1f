const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const { Utf8Stream } = fs;
const once = (stream, name) => new Promise((resolve) => stream.once(name, resolve));
const read = (name) => fs.readFileSync(at(name), 'utf8');
(async () => {
  const stream = new Utf8Stream({ dest: at('a') });
  assert.deepStrictEqual([stream.file, stream.fd, stream.writing, stream.sync, stream.append, stream.contentMode], [null, -1, true, false, true, 'utf8']);
  assert.strictEqual(stream.write('x'), true);
  stream.write('é');
  await once(stream, 'drain');
  assert.ok(stream.fd > 0);
  assert.strictEqual(read('a'), 'xé');
  assert.strictEqual(stream.write('q'.repeat(20000)), false);
  await once(stream, 'drain');
  stream.write('end');
  const order = [];
  stream.on('finish', () => order.push('finish'));
  stream.end();
  await once(stream, 'close');
  assert.deepStrictEqual(order, ['finish']);
  assert.strictEqual(read('a').length, 20005);
  assert.throws(() => stream.write('x'), { code: 'ERR_INVALID_STATE', message: 'Invalid state: Utf8Stream is destroyed' });

  const sync = new Utf8Stream({ dest: at('b'), sync: true, minLength: 10 });
  sync.write('abc');
  assert.strictEqual(read('b'), '');
  sync.write('defghijklm');
  assert.strictEqual(read('b'), 'abcdefghijklm');
  sync.write('rest');
  sync.flushSync();
  assert.strictEqual(read('b'), 'abcdefghijklmrest');
  sync.end();
  await once(sync, 'close');

  const limited = new Utf8Stream({ dest: at('c'), maxLength: 5, minLength: 100 });
  await once(limited, 'ready');
  const dropped = [];
  limited.on('drop', (data) => dropped.push(data));
  limited.write('abcd');
  limited.write('efg');
  assert.deepStrictEqual(dropped, ['efg']);
  await new Promise((resolve) => limited.flush(resolve));
  assert.strictEqual(read('c'), 'abcd');
  limited.write('lost');
  limited.destroy();
  await once(limited, 'close');
  assert.strictEqual(read('c'), 'abcd');

  const rotated = new Utf8Stream({ dest: at('d/e/f'), mkdir: true });
  await once(rotated, 'ready');
  rotated.write('1');
  await once(rotated, 'drain');
  rotated.reopen(at('d/g'));
  await once(rotated, 'ready');
  assert.strictEqual(rotated.file, at('d/g'));
  rotated.write('2');
  rotated.end();
  await once(rotated, 'close');
  assert.deepStrictEqual([read('d/e/f'), read('d/g')], ['1', '2']);

  const bytes = new Utf8Stream({ dest: at('m'), contentMode: 'buffer', append: false, mode: 0o600 });
  await once(bytes, 'ready');
  assert.throws(() => bytes.write('text'), { code: 'ERR_INVALID_ARG_TYPE' });
  bytes.write(Buffer.from('buf'));
  await once(bytes, 'drain');
  bytes[Symbol.dispose]();
  assert.strictEqual(read('m'), 'buf');
  assert.strictEqual(fs.statSync(at('m')).mode & 0o777, 0o600);

  const missing = new Utf8Stream({ dest: at('no/x') });
  assert.strictEqual((await once(missing, 'error')).code, 'ENOENT');
})();
assert.throws(() => new Utf8Stream(), { code: 'ERR_INVALID_ARG_TYPE', message: /"fd"/ });
assert.throws(() => new Utf8Stream({ fd: 1, minLength: 20000 }), { code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'minLength' should be smaller than maxWrite (16384). Received 20000" });
assert.throws(() => new Utf8Stream({ dest: at('no/x'), sync: true }), { code: 'ENOENT' });
