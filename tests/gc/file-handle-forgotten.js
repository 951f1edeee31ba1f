// flags: --expose-gc
// A FileHandle that nobody closed is closed when it is collected, and that is an error.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');

let descriptor;
const errors = [];
process.on('uncaughtException', (error, origin) => errors.push({ error, origin }));

async function forget() {
  const handle = await fs.promises.open(__filename);
  descriptor = handle.fd;
}
async function close() {
  const handle = await fs.promises.open(__filename);
  await handle.close();
}

(async () => {
  await close();
  await forget();
  // Locals of the calls may stay on the engine's stack for a while.
  for (let i = 0; i < 1000 && errors.length === 0; i++) {
    gc();
    await new Promise((resolve) => setImmediate(resolve));
  }
  process.removeAllListeners('uncaughtException');
  assert.strictEqual(errors.length, 1);
  const [{ error, origin }] = errors;
  assert.strictEqual(origin, 'uncaughtException');
  assert.strictEqual(error.code, 'ERR_INVALID_STATE');
  assert.strictEqual(error.message, 'A FileHandle object was closed during garbage collection. ' +
    'This used to be allowed with a deprecation warning but is now considered an error. ' +
    `Please close FileHandle objects explicitly. File descriptor: ${descriptor} (${__filename})`);
  for (let open = true; open;) {
    try {
      fs.fstatSync(descriptor);
      await new Promise((resolve) => setImmediate(resolve));
    } catch (error) {
      assert.strictEqual(error.code, 'EBADF');
      open = false;
    }
  }
})().then(() => console.log('ok'));
