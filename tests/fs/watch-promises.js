const assert = require('node:assert');
const fs = require('node:fs');
const { folder } = require('./_temp.js');

process.chdir(folder);
fs.mkdirSync('d');
(async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const events = fs.promises.watch('d', { signal });
  const first = events.next();
  await new Promise(setImmediate);
  fs.writeFileSync('d/f', 'x');
  assert.deepStrictEqual({ ...(await first).value }, { eventType: 'rename', filename: 'f' });
  assert.deepStrictEqual({ ...(await events.next()).value }, { eventType: 'change', filename: 'f' });
  const waiting = events.next();
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError', code: 'ABORT_ERR' });
  const failing = (...args) => fs.promises.watch(...args).next();
  await assert.rejects(failing('nope'), { code: 'ENOENT', syscall: 'watch' });
  await assert.rejects(failing('d', { maxQueue: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(failing('d', { overflow: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
  await assert.rejects(failing('d', { signal: AbortSignal.abort() }), { name: 'AbortError' });
})();
