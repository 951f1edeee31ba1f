// signal: an AbortSignal ends a program, before or after its start, with its reason as the cause.
const assert = require('node:assert');
const { exec, execFile, fork, spawn } = require('node:child_process');
const { once } = require('node:events');
const { promisify } = require('node:util');

if (process.argv[2] === 'child') setTimeout(() => {}, 1e6);
else setImmediate(main);

const starts = {
  spawn: (options) => spawn('sleep', ['1000'], options),
  exec: (options) => exec('exec sleep 1000', options),
  execFile: (options) => execFile('sleep', ['1000'], options),
  fork: (options) => fork(__filename, ['child'], options),
};

async function main() {
  for (const [name, start] of Object.entries(starts)) {
    for (const killSignal of [undefined, 'SIGKILL']) {
      const aborter = new AbortController();
      const child = start({ signal: aborter.signal, killSignal });
      const log = [];
      child.on('error', (error) => log.push([error.name, error.code, error.message, error.cause]));
      child.on('exit', (...args) => log.push(args));
      await once(child, 'spawn');
      aborter.abort('why');
      assert.strictEqual(child.killed, true);
      if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.on('close', resolve));
      assert.deepStrictEqual(log, [
        ['AbortError', 'ABORT_ERR', 'The operation was aborted', 'why'],
        // exec and execFile do not say by which signal.
        [null, name.startsWith('exec') ? 'SIGTERM' : killSignal ?? 'SIGTERM'],
      ], name);
    }
    // Aborted before: it is started nevertheless, and ended at once.
    const child = start({ signal: AbortSignal.abort('early') });
    assert.ok(child.pid > 0);
    const [error] = await new Promise((resolve) => child.on('error', (...args) => resolve(args)));
    assert.deepStrictEqual([error.name, error.cause], ['AbortError', 'early']);
  }
  const aborter = new AbortController();
  const result = promisify(execFile)('sleep', ['1000'], { signal: aborter.signal });
  aborter.abort();
  await assert.rejects(result, { name: 'AbortError', code: 'ABORT_ERR', stdout: '', stderr: '' });
  // After the end it does nothing.
  const late = new AbortController();
  const child = spawn('true', { signal: late.signal });
  child.on('error', assert.ifError);
  await once(child, 'close');
  late.abort();
  assert.strictEqual(child.killed, false);
  for (const signal of [1, 'x', {}, null]) assert.throws(() => spawn('true', { signal }), { code: 'ERR_INVALID_ARG_TYPE' });
}
