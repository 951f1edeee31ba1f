// Messages between a program and its forked child: in order, whatever their size, with Node's callbacks and errors.
const assert = require('node:assert');
const { fork } = require('node:child_process');
const { on, once } = require('node:events');

async function main() {
  const child = fork(require.resolve('./fixtures/echo.js'));
  const events = [];
  for (const event of ['spawn', 'disconnect', 'exit', 'close']) child.on(event, () => events.push(event));
  assert.strictEqual(child.connected, true);
  assert.strictEqual(child.channel.constructor.name, 'Control');
  assert.ok(child.channel.fd > 2);
  const { promise: sent, resolve } = Promise.withResolvers();
  assert.strictEqual(child.send({ text: 'ä\n\u2028', list: [1.5, null, true], none: undefined }, resolve), true);
  assert.strictEqual(await sent, null);
  assert.deepStrictEqual((await once(child, 'message'))[0], { text: 'ä\n\u2028', list: [1.5, null, true] });

  // Many at once, and one that no pipe holds.
  const large = 'é'.repeat(4 << 20);
  const messages = on(child, 'message');
  const next = async () => (await messages.next()).value[0];
  for (let i = 0; i < 2000; i++) child.send(i);
  assert.strictEqual(child.send(large), false);
  child.send('last');
  for (let i = 0; i < 2000; i++) assert.strictEqual(await next(), i);
  assert.ok(await next() === large);
  assert.strictEqual(await next(), 'last');

  for (const bad of [1n, () => {}, Symbol('x')]) assert.throws(() => child.send(bad), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => child.send(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => child.send({ a: 1n }), TypeError);
  const circle = {};
  circle.circle = circle;
  assert.throws(() => child.send(circle), TypeError);
  assert.throws(() => child.send(1, {}), { code: 'ERR_INVALID_HANDLE_TYPE' });
  assert.throws(() => child.send(1, null, 1), { code: 'ERR_INVALID_ARG_TYPE' });

  child.send('end');
  const [code, signal] = await once(child, 'close');
  assert.deepStrictEqual([code, signal], [0, null]);
  assert.deepStrictEqual(events, ['spawn', 'disconnect', 'exit', 'close']);
  assert.deepStrictEqual([child.connected, child.channel], [false, null]);
  const closed = await new Promise((resolve) => child.send('late', resolve));
  assert.deepStrictEqual([closed.code, closed.message], ['ERR_IPC_CHANNEL_CLOSED', 'Channel closed']);
  assert.strictEqual(child.send('late', () => {}), false);
  const error = once(child, 'error');
  child.disconnect();
  assert.strictEqual((await error)[0].code, 'ERR_IPC_DISCONNECTED');
  const unheard = once(child, 'error');
  child.send('late');
  assert.strictEqual((await unheard)[0].code, 'ERR_IPC_CHANNEL_CLOSED');
}
main();
