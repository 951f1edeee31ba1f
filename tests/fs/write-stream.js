const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

const log = (stream) => new Promise((resolve) => {
  const events = [];
  for (const name of ['open', 'ready', 'finish', 'error', 'close']) {
    stream.on(name, (value) => {
      events.push(name === 'error' ? `error:${value.code}` : name);
      if (name === 'close') resolve(events.join(' '));
    });
  }
});
(async () => {
  const stream = fs.createWriteStream(at('f'), { flush: true });
  assert.deepStrictEqual([stream.pending, stream.fd, stream.flags, stream.mode, stream.flush, stream.start, stream.bytesWritten,
    stream.writableHighWaterMark], [true, null, 'w', 0o666, true, undefined, 0, 65536]);
  const events = log(stream);
  stream.write('a');
  stream.write(Buffer.from('bc'));
  stream.write(new Uint8Array([0x64]));
  stream.end('é', 'latin1');
  assert.strictEqual(await events, 'open ready finish close');
  assert.deepStrictEqual([stream.bytesWritten, stream.fd, stream.closed, stream.pending], [5, null, true, true]);
  assert.strictEqual(fs.readFileSync(at('f'), 'latin1'), 'abcdé');
  assert.strictEqual(await log(fs.createWriteStream(at('no/f'))), 'error:ENOENT close');

  const patch = fs.WriteStream(at('f'), { flags: 'r+', start: 1 });
  patch.end('XY');
  await log(patch);
  assert.strictEqual(fs.readFileSync(at('f'), 'latin1'), 'aXYdé');
  const append = fs.createWriteStream(at('f'), { flags: 'a', encoding: 'hex' });
  append.end('2122');
  await log(append);
  assert.strictEqual(fs.readFileSync(at('f'), 'latin1'), 'aXYdé!"');

  const corked = fs.createWriteStream(at('g'));
  corked.cork();
  for (let i = 0; i < 100; i++) corked.write(`${i},`);
  corked.uncork();
  corked.end();
  await log(corked);
  assert.strictEqual(fs.readFileSync(at('g'), 'utf8'), Array.from({ length: 100 }, (_, i) => `${i},`).join(''));

  const closed = fs.createWriteStream(at('h'));
  const closing = log(closed);
  await new Promise((resolve) => closed.close(resolve));
  assert.strictEqual(await closing, 'open ready finish close');
  await new Promise((resolve) => closed.close(resolve));
  assert.strictEqual(closed.destroySoon, closed.end);
  closed.on('error', () => {});
  closed.write('x', (error) => assert.ok(['ERR_STREAM_WRITE_AFTER_END', 'ERR_STREAM_DESTROYED'].includes(error.code)));
})();
