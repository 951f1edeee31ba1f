import assert from 'node:assert';
import { PassThrough, Readable, Writable, finished } from 'node:stream';
import { finished as wait } from 'node:stream/promises';
import { promisify } from 'node:util';

const readable = Readable.from(['a']);
readable.resume();
await wait(readable);

const cut = new Readable({ read() {} });
setImmediate(() => cut.destroy());
await assert.rejects(wait(cut), { code: 'ERR_STREAM_PREMATURE_CLOSE' });

const failing = new Writable({ write(chunk, encoding, callback) { callback(new Error('oops')); } });
failing.write('x');
await assert.rejects(wait(failing), { message: 'oops' });

// The clean-up function takes the listeners off.
const stream = new PassThrough();
const before = stream.listenerCount('end');
const cleanup = finished(stream, () => assert.fail('cleaned up'));
assert.ok(stream.listenerCount('end') > before);
cleanup();
assert.strictEqual(stream.listenerCount('end'), before);

assert.strictEqual(promisify(finished), wait);
