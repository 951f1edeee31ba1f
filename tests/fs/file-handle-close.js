const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'hello');
const closed = (syscall) => ({ code: 'EBADF', message: 'file closed', syscall });
(async () => {
  const handle = await fs.promises.open(at('f'));
  const { fd } = handle;
  const events = [];
  handle.on('close', () => events.push('close'));
  // Waits for the operations under way.
  const reading = handle.read(Buffer.alloc(5));
  const closing = handle.close();
  assert.deepStrictEqual(events, ['close']);
  assert.strictEqual((await reading).bytesRead, 5);
  await closing;
  assert.strictEqual(handle.fd, -1);
  assert.throws(() => fs.fstatSync(fd), { code: 'EBADF' });
  assert.strictEqual(await handle.close(), undefined);
  await assert.rejects(handle.read(), closed('read'));
  await assert.rejects(handle.stat(), closed('fstat'));
  await assert.rejects(handle.write('x'), closed('write'));
  await assert.rejects(handle.truncate(), closed('ftruncate'));
  await assert.rejects(handle.sync(), closed('fsync'));
  await assert.rejects(handle.readFile(), closed('readFile'));
  await assert.rejects(handle.appendFile('x'), closed('writeFile'));
  assert.throws(() => handle.createReadStream(), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => handle.readableWebStream(), { code: 'ERR_INVALID_STATE', message: 'Invalid state: The FileHandle is closed' });
  const other = await fs.promises.open(at('f'));
  const number = other.fd;
  await other[Symbol.asyncDispose]();
  assert.throws(() => fs.fstatSync(number), { code: 'EBADF' });
  await assert.rejects(fs.promises.open(at('no')), { code: 'ENOENT', syscall: 'open', path: at('no') });
  await assert.rejects(fs.promises.open(at('f'), 'q'), { code: 'ERR_INVALID_ARG_VALUE' });
})();
