const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello');
const ended = (stream, event) => new Promise((resolve) => stream.on(event, resolve));
(async () => {
  // autoClose: false leaves the descriptor open.
  const fd = fs.openSync(at('f'));
  const reader = fs.createReadStream(null, { fd, autoClose: false });
  assert.strictEqual(reader.autoClose, false);
  reader.resume();
  await ended(reader, 'end');
  await new Promise(setImmediate);
  assert.strictEqual(reader.destroyed, false);
  assert.strictEqual(fs.fstatSync(fd).size, 5);
  // But who destroys the stream closes it.
  reader.destroy();
  await ended(reader, 'close');
  assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });

  const writer = fs.createWriteStream(at('g'), { autoClose: false });
  writer.end('x');
  await ended(writer, 'finish');
  await new Promise(setImmediate);
  assert.strictEqual(fs.fstatSync(writer.fd).size, 1);
  fs.closeSync(writer.fd);

  const silent = fs.createReadStream(at('f'), { emitClose: false });
  silent.on('close', () => assert.fail('emitClose: false'));
  silent.resume();
  await ended(silent, 'end');
  while (!silent.closed) await new Promise(setImmediate);
  assert.strictEqual(silent.fd, null);
})();
