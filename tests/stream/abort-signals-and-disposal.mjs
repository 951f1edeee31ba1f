import assert from 'node:assert';
import { Readable, Writable, addAbortSignal } from 'node:stream';

const controller = new AbortController();
const readable = new Readable({ read() {}, signal: controller.signal });
const writable = addAbortSignal(controller.signal, new Writable({ write() {} }));
const failure = (stream) => new Promise((resolve) => stream.on('error', resolve));
const failures = Promise.all([failure(readable), failure(writable)]);
controller.abort('enough');
for (const error of await failures) {
  assert.strictEqual(error.name, 'AbortError');
  assert.strictEqual(error.code, 'ABORT_ERR');
  assert.strictEqual(error.cause, 'enough');
}

const w = new Writable({ write(chunk, encoding, callback) { callback(); } });
await w[Symbol.asyncDispose]();
assert.strictEqual(w.destroyed, true);
assert.strictEqual(w.errored.name, 'AbortError');
const r = new Readable({ read() {} });
await r[Symbol.asyncDispose]();
assert.strictEqual(r.destroyed, true);
