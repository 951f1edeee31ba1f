// kill sends a signal; timeouts and AbortSignals send theirs; unknown signals throw.
const assert = require('node:assert');
const { once } = require('node:events');
const { spawn } = require('node:child_process');

async function main() {
  const child = spawn('sleep', ['1000']);
  assert.throws(() => child.kill('SIGNOTHING'), { code: 'ERR_UNKNOWN_SIGNAL' });
  assert.ok(child.kill(0) && child.kill('sigint') && child.killed);
  assert.deepStrictEqual(await once(child, 'close'), [null, 'SIGINT']);
  assert.deepStrictEqual([child.signalCode, child.exitCode, child.kill()], ['SIGINT', null, false]);

  const late = spawn('sleep', ['1000'], { timeout: 50, killSignal: 'SIGKILL' });
  assert.deepStrictEqual(await once(late, 'exit'), [null, 'SIGKILL']);

  const aborter = new AbortController();
  const aborted = spawn('sleep', ['1000'], { signal: aborter.signal });
  const error = once(aborted, 'error');
  const exit = new Promise((resolve) => aborted.on('exit', (...args) => resolve(args)));
  aborter.abort();
  assert.strictEqual((await error.catch((e) => [e]))[0].name, 'AbortError');
  assert.deepStrictEqual(await exit, [null, 'SIGTERM']);
  const disposed = spawn('sleep', ['1000']);
  disposed[Symbol.dispose]();
  assert.deepStrictEqual(await once(disposed, 'exit'), [null, 'SIGTERM']);
}
main();
