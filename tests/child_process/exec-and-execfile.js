// exec and execFile collect what a program writes; a failure says which command, code and signal.
const assert = require('node:assert');
const { exec, execFile, ChildProcess } = require('node:child_process');
const { promisify } = require('node:util');

async function main() {
  const result = (...args) => new Promise((resolve) => exec(...args, (...values) => resolve(values)));
  assert.deepStrictEqual(await result('echo out; echo err >&2'), [null, 'out\n', 'err\n']);
  assert.deepStrictEqual((await result('echo out', { encoding: 'buffer' }))[1], Buffer.from('out\n'));
  const [failed, , stderr] = await result('echo err >&2; exit 3');
  assert.deepStrictEqual({ ...failed }, { code: 3, killed: false, signal: null, cmd: 'echo err >&2; exit 3' });
  assert.strictEqual(failed.message, 'Command failed: echo err >&2; exit 3\nerr\n');
  assert.strictEqual(stderr, 'err\n');
  const [killed] = await result('kill -9 $$');
  assert.deepStrictEqual([killed.code, killed.signal, killed.killed], [null, 'SIGKILL', false]);
  const [late] = await result('exec sleep 1000', { timeout: 50 });
  assert.deepStrictEqual([late.code, late.signal, late.killed], [null, 'SIGTERM', true]);
  const [much, text] = await result('yes', { maxBuffer: 100 });
  assert.deepStrictEqual([much.code, much.name, text.length], ['ERR_CHILD_PROCESS_STDIO_MAXBUFFER', 'RangeError', 100]);
  const aborter = new AbortController();
  const aborting = result('exec sleep 1000', { signal: aborter.signal });
  aborter.abort('why');
  const [aborted] = await aborting;
  assert.deepStrictEqual([aborted.name, aborted.code, aborted.cause], ['AbortError', 'ABORT_ERR', 'why']);
  const promise = promisify(execFile)('echo', ['hi']);
  assert.ok(promise.child instanceof ChildProcess);
  assert.deepStrictEqual(await promise, { stdout: 'hi\n', stderr: '' });
  await assert.rejects(promisify(exec)('echo o; exit 4'), { code: 4, stdout: 'o\n', stderr: '' });
  await assert.rejects(promisify(execFile)('no-such-program', ['x']), {
    code: 'ENOENT', path: 'no-such-program', cmd: 'no-such-program x', stdout: '', stderr: '',
  });
}
main();
