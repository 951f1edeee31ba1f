// serialization: 'advanced': messages may hold what structured clone knows, in order and of any size.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { on, once } = require('node:events');

const echo = require.resolve('./fixtures/echo.js');

async function main() {
  const child = fork(echo, { serialization: 'advanced' });
  const messages = on(child, 'message');
  const next = async () => (await messages.next()).value[0];
  const value = {
    map: new Map([[1, new Set([2n])]]), buffer: Buffer.from('x'), date: new Date(5), regexp: /x/g, none: undefined, zero: -0,
    floats: new Float64Array([1, 2]), text: '\u0100'.repeat(40), holes: [1, , 2], large: 2n ** 80n,
    error: new TypeError('t', { cause: 1 }),
  };
  value.self = value;
  child.send(value);
  const got = await next();
  assert.ok(got.error instanceof TypeError && got.error.message === 't' && got.error.cause === 1);
  assert.ok(got.self === got && Buffer.isBuffer(got.buffer));
  for (const one of [got, value]) delete one.error;
  assert.deepStrictEqual(got, value);

  for (let i = 0; i < 1000; i++) child.send({ i });
  const bytes = Buffer.alloc(5_000_000, 7);
  child.send({ bytes });
  for (let i = 0; i < 1000; i++) assert.deepStrictEqual(await next(), { i });
  assert.ok((await next()).bytes.equals(bytes));

  assert.throws(() => child.send({ a() {} }), { message: 'a() {} could not be cloned.' });
  assert.throws(() => child.send(new SharedArrayBuffer(1)), { message: '#<SharedArrayBuffer> could not be cloned.' });
  assert.throws(() => child.send(1n), { code: 'ERR_INVALID_ARG_TYPE' });
  child.send('end');
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);
}

main();
