// flags: --experimental-web-worker
// Errors of the script, and of getting it, are ErrorEvents of the Worker; arguments are checked.
import assert from 'node:assert';

const url = (source) => `data:text/javascript,${encodeURIComponent(source)}`;
const failure = (worker) => new Promise((resolve) => { worker.onerror = resolve; });
for (const type of ['classic', 'module']) {
  for (const [source, name] of [
    ['throw new TypeError("boo")', 'TypeError'],
    ['setTimeout(() => { throw new RangeError("boo") }, 1)', 'RangeError'],
    ['Promise.reject(new Error("boo"))', 'Error'],
  ]) {
    const event = await failure(new Worker(url(source), { type }));
    assert.ok(event instanceof ErrorEvent);
    assert.deepStrictEqual([event.message, event.error.name, event.cancelable], ['boo', name, true]);
  }
  assert.strictEqual((await failure(new Worker(url('let x = ;'), { type }))).error.name, 'SyntaxError');
  assert.strictEqual((await failure(new Worker(new URL('no-such-file.js', import.meta.url), { type }))).error.code, 'ENOENT');
}
const notScript = await failure(new Worker('data:text/plain,1'));
assert.strictEqual(notScript.message, 'Failed to fetch the worker script: data:text/plain,1');

assert.throws(() => new Worker(), { name: 'TypeError', code: 'ERR_MISSING_ARGS' });
assert.throws(() => new Worker('http://['), { name: 'SyntaxError', code: 12 });
assert.throws(() => new Worker('http://x/y.js'), { name: 'NotSupportedError', code: 9 });
assert.throws(() => new Worker('data:text/javascript,1', { type: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new Worker('data:text/javascript,1', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Worker.prototype.postMessage.call({}, 1), { code: 'ERR_INVALID_THIS' });
const worker = new Worker('data:text/javascript,1');
assert.throws(() => worker.postMessage(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => worker.postMessage(() => {}), { name: 'DataCloneError' });
worker.terminate();
