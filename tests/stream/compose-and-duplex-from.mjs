import assert from 'node:assert';
import stream, { Duplex, PassThrough, Readable } from 'node:stream';

const upper = async function* (source) { for await (const chunk of source) yield `${chunk}`.toUpperCase(); };
const composed = stream.compose(upper, new PassThrough({ objectMode: true }));
composed.end('abc');
assert.deepStrictEqual(await composed.toArray(), ['ABC']);

assert.deepStrictEqual(await Readable.from(['x']).compose(upper).toArray(), ['X']);
assert.deepStrictEqual(await Duplex.from(Promise.resolve('later')).toArray(), ['later']);
assert.throws(() => Duplex.from(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => stream.compose(), { code: 'ERR_MISSING_ARGS' });

const [one, two] = stream.duplexPair();
one.end('hello');
let text = '';
for await (const chunk of two) text += chunk;
assert.strictEqual(text, 'hello');
