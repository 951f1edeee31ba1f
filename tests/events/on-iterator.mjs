import assert from 'node:assert';
import { EventEmitter, on } from 'node:events';
const emitter = new EventEmitter();
const closing = on(emitter, 'x', { close: ['end'] });
for (const value of [1, 2]) emitter.emit('x', value);
emitter.emit('end');
emitter.emit('x', 3);
const seen = [];
for await (const [value] of closing) seen.push(value);
assert.deepStrictEqual(seen, [1, 2]);
assert.deepStrictEqual(emitter.eventNames(), []);

const failing = on(emitter, 'x');
emitter.emit('x', 1);
emitter.emit('error', new Error('bad'));
assert.deepStrictEqual(await failing.next(), { done: false, value: [1] });
await assert.rejects(failing.next(), { message: 'bad' });
assert.deepStrictEqual(await failing.next(), { done: true, value: undefined });

const waiting = on(emitter, 'x');
const promises = [waiting.next(), waiting.next()];
emitter.emit('x', 7);
waiting.return();
assert.deepStrictEqual(await Promise.all(promises), [{ done: false, value: [7] }, { done: true, value: undefined }]);
assert.throws(() => on(emitter, 'x').throw(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => on(emitter, 'x', { highWaterMark: 0 }), { code: 'ERR_OUT_OF_RANGE' });

const log = [];
emitter.pause = () => log.push('pause');
emitter.resume = () => log.push('resume');
const marked = on(emitter, 'x', { highWaterMark: 2, lowWaterMark: 1 });
for (const value of [1, 2, 3]) emitter.emit('x', value);
for (let i = 0; i < 3; i++) await marked.next();
assert.deepStrictEqual(log, ['pause', 'resume']);

const controller = new AbortController();
const aborted = on(emitter, 'x', { signal: controller.signal });
controller.abort('why');
await assert.rejects(aborted.next(), { name: 'AbortError', cause: 'why' });
