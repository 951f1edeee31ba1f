// The options of fork, and what it refuses.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { once } = require('node:events');
const { pathToFileURL } = require('node:url');

if (process.argv[2] === 'child') {
  console.log('out');
  console.error('err');
  process.send({ argv: process.argv.slice(2), execArgv: process.execArgv, value: process.env.VALUE, cwd: process.cwd() });
} else {
  main();
}

async function answer(...args) {
  const child = fork(...args);
  const texts = ['', ''];
  child.stdout?.on('data', (data) => { texts[0] += data; });
  child.stderr?.on('data', (data) => { texts[1] += data; });
  const [message] = await once(child, 'message');
  const [code] = await once(child, 'close');
  return { child, message, texts, code };
}

async function main() {
  let result = await answer(__filename, ['child', 'a b'], { silent: true });
  assert.deepStrictEqual(result.message, { argv: ['child', 'a b'], execArgv: [], cwd: process.cwd() });
  assert.deepStrictEqual([result.texts, result.code], [['out\n', 'err\n'], 0]);
  assert.deepStrictEqual(result.child.spawnargs, [process.execPath, __filename, 'child', 'a b']);

  result = await answer(pathToFileURL(__filename), ['child'], {
    execArgv: ['--no-warnings'], env: { VALUE: '1' }, cwd: '/', stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
  });
  assert.deepStrictEqual(result.message, { argv: ['child'], execArgv: ['--no-warnings'], value: '1', cwd: '/' });
  assert.strictEqual(result.child.stdio.length, 4);

  assert.throws(() => fork(__filename, { stdio: ['pipe', 'pipe', 'pipe'] }), { code: 'ERR_CHILD_PROCESS_IPC_REQUIRED' });
  assert.throws(() => fork(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fork(__filename, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fork(__filename, [], 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fork(__filename, ['a\0']), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => fork(__filename, [], { serialization: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => fork(__filename, [], { stdio: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });

  const missing = fork(__filename, [], { execPath: '/no/such/program' });
  assert.strictEqual((await once(missing, 'error'))[0].code, 'ENOENT');

  const aborted = fork(__filename, ['child'], { signal: AbortSignal.abort(), silent: true });
  assert.strictEqual((await once(aborted, 'error'))[0].name, 'AbortError');
}
