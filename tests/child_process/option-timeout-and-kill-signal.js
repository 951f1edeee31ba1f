// timeout ends a program by killSignal, in every form; one that is over sooner is left alone.
const assert = require('node:assert');
const { exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } = require('node:child_process');
const { once } = require('node:events');

const LONG = ['1000'];
if (process.argv[2] === 'child') setTimeout(() => {}, 1e6);
else main();

const given = (run, ...args) => new Promise((resolve) => run(...args, (error) => resolve(error)));

async function main() {
  assert.deepStrictEqual(await once(spawn('sleep', LONG, { timeout: 20 }), 'exit'), [null, 'SIGTERM']);
  for (const [killSignal, name] of [['SIGKILL', 'SIGKILL'], [9, 'SIGKILL'], ['sigint', 'SIGINT']]) {
    const options = { timeout: 20, killSignal };
    assert.deepStrictEqual(await once(spawn('sleep', LONG, options), 'exit'), [null, name]);
    let error = await given(execFile, 'sleep', LONG, options);
    assert.deepStrictEqual({ ...error }, { code: null, killed: true, signal: name, cmd: 'sleep 1000' });
    error = await given(exec, 'exec sleep 1000', options);
    assert.deepStrictEqual({ ...error }, { code: null, killed: true, signal: name, cmd: 'exec sleep 1000' });
    assert.deepStrictEqual(await once(fork(__filename, ['child'], options), 'exit'), [null, name]);

    const result = spawnSync('sleep', LONG, options);
    assert.deepStrictEqual([result.signal, result.status, result.error.code, result.error.errno, result.error.syscall],
      [name, null, 'ETIMEDOUT', -110, 'spawnSync sleep']);
    assert.throws(() => execFileSync('sleep', LONG, options), { code: 'ETIMEDOUT', signal: name, status: null });
    assert.throws(() => execSync('exec sleep 1000', options), { code: 'ETIMEDOUT', signal: name, syscall: 'spawnSync /bin/sh' });
  }
  // It may answer the signal by an exit of its own.
  const polite = spawn('sh', ['-c', 'trap "exit 5" TERM; echo up; while :; do sleep 0.01; done'], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(polite.stdout, 'data');
  polite.kill();
  assert.deepStrictEqual(await once(polite, 'exit'), [5, null]);

  for (const options of [{ timeout: 1e6 }, { timeout: 0 }, { timeout: undefined }, { timeout: null }]) {
    assert.deepStrictEqual(await once(spawn('true', options), 'exit'), [0, null]);
    assert.strictEqual(spawnSync('true', options).status, 0);
    assert.strictEqual(await given(execFile, 'true', [], options), null);
  }
  for (const run of [(o) => spawn('true', o), (o) => spawnSync('true', o), (o) => execFile('true', o)]) {
    assert.throws(() => run({ timeout: -1 }), { code: 'ERR_OUT_OF_RANGE' });
    assert.throws(() => run({ timeout: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => run({ killSignal: 'SIGNOTHING' }), { code: 'ERR_UNKNOWN_SIGNAL' });
    assert.throws(() => run({ killSignal: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
  }
}
