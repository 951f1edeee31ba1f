const assert = require('node:assert');
const fs = require('node:fs');
const { at } = require('./_temp.js');

fs.writeFileSync(at('f'), 'x'.repeat(100000));
const reason = new Error('why');
const signal = AbortSignal.abort(reason);
const aborted = { name: 'AbortError', code: 'ABORT_ERR', message: 'The operation was aborted', cause: reason };

(async () => {
  await assert.rejects(fs.promises.readFile(at('f'), { signal }), aborted);
  await assert.rejects(fs.promises.writeFile(at('g'), 'x', { signal }), aborted);
  assert.strictEqual(fs.existsSync(at('g')), false);
  await new Promise((resolve) => fs.readFile(at('f'), { signal }, (error, data) => {
    assert.strictEqual(error.code, 'ABORT_ERR');
    assert.strictEqual(data, undefined);
    resolve();
  }));
  for (const start of [(signal, done) => fs.readFile(at('f'), { signal }, done), (signal, done) => fs.writeFile(at('f'), 'y', { signal }, done)]) {
    const controller = new AbortController();
    await new Promise((resolve) => {
      start(controller.signal, (error) => {
        assert.strictEqual(error.name, 'AbortError');
        resolve();
      });
      controller.abort();
    });
  }
  const controller = new AbortController();
  const reading = fs.promises.readFile(at('f'), { signal: controller.signal });
  controller.abort(reason);
  await assert.rejects(reading, aborted);
  assert.throws(() => fs.readFile(at('f'), { signal: 5 }, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
})();
