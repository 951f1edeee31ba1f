import assert from 'node:assert';
import { EventEmitter } from 'node:events';
import Stream, { Readable, Writable } from 'node:stream';

assert.strictEqual(Stream, Stream.Stream);
const old = new Stream();
const got = [];
const sink = new Writable({ write(chunk, encoding, callback) { got.push(`${chunk}`); callback(); } });
old.pipe(sink);
old.emit('data', 'one');
old.emit('end');
await new Promise((resolve) => sink.on('finish', resolve));
assert.deepStrictEqual(got, ['one']);

const emitter = new EventEmitter();
const wrapped = new Readable().wrap(emitter);
emitter.emit('data', 'two');
emitter.emit('end');
assert.deepStrictEqual(`${await wrapped.toArray()}`, 'two');
