const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello world');
const log = (stream) => new Promise((resolve) => {
  const events = [];
  for (const name of ['open', 'ready', 'data', 'end', 'error', 'close']) {
    stream.on(name, (value) => {
      events.push(name === 'data' ? `data:${value}` : name === 'error' ? `error:${value.code}` : name);
      if (name === 'close') resolve(events.join(' '));
    });
  }
});
(async () => {
  const stream = fs.createReadStream(at('f'));
  assert.ok(stream instanceof fs.ReadStream);
  assert.deepStrictEqual([stream.pending, stream.fd, stream.path, stream.flags, stream.mode, stream.start, stream.end, stream.bytesRead,
    stream.autoClose, stream.readableHighWaterMark], [true, null, at('f'), 'r', 0o666, undefined, Infinity, 0, true, 65536]);
  assert.strictEqual(await log(stream), 'open ready data:hello world end close');
  assert.deepStrictEqual([stream.bytesRead, stream.fd, stream.destroyed, stream.closed], [11, null, true, true]);
  assert.strictEqual(await log(fs.createReadStream(at('no'))), 'error:ENOENT close');
  assert.strictEqual(await log(fs.ReadStream(at('f'), { start: 2, end: 4, encoding: 'utf8' })), 'open ready data:llo end close');
  assert.strictEqual(await log(fs.createReadStream(at('f'), { start: 6 })), 'open ready data:world end close');
  assert.strictEqual(await log(fs.createReadStream(at('f'), { end: 4 })), 'open ready data:hello end close');
  assert.strictEqual(await log(fs.createReadStream(at('f'), { highWaterMark: 4 })), 'open ready data:hell data:o wo data:rld end close');
  assert.strictEqual(await log(fs.createReadStream(at('f'), 'hex')), 'open ready data:68656c6c6f20776f726c64 end close');
  assert.strictEqual(await log(fs.createReadStream(at('f'), { flags: 'z' })), 'error:ERR_INVALID_ARG_VALUE close');
  const fd = fs.openSync(at('f'));
  assert.strictEqual(await log(fs.createReadStream(null, { fd, start: 1, end: 2 })), 'data:el end close');
  assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  const closed = fs.createReadStream(at('f'));
  closed.resume();
  const events = log(closed);
  let called = false;
  closed.close(() => { called = true; });
  assert.strictEqual(await events, 'open ready close');
  await new Promise(setImmediate);
  assert.ok(called);
  const controller = new AbortController();
  const aborted = log(fs.createReadStream(at('f'), { signal: controller.signal }));
  controller.abort();
  assert.strictEqual(await aborted, 'open ready error:ABORT_ERR close');
})();
