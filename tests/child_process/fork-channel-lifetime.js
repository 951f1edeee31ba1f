// A forked child lives as long as it listens to its parent, or has something else to do.
const assert = require('node:assert');
const { fork, spawn } = require('node:child_process');
const { once } = require('node:events');

const children = {
  silent() { process.send('done'); },
  listens() { process.once('message', (message) => process.send(message)); process.send('ready'); },
  unref() { process.on('message', () => {}); process.channel.unref(); process.send('unref'); },
  late() {
    // What arrives before somebody listens is kept.
    setTimeout(() => process.once('message', (message) => process.send({ late: message })), 100);
  },
  disconnects() {
    process.on('disconnect', () => {
      process.exitCode = process.connected || process.channel !== null || process.env.NODE_CHANNEL_FD ? 1 : 7;
    });
    process.send('ready');
  },
  variables() { process.send([process.env.NODE_CHANNEL_FD ?? null, process.env.NODE_CHANNEL_SERIALIZATION_MODE ?? null]); },
};

async function main() {
  const start = (name) => fork(__filename, [name]);
  let child = start('silent');
  assert.strictEqual((await once(child, 'message'))[0], 'done');
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);

  child = start('listens');
  await once(child, 'message');
  child.send('x');
  assert.strictEqual((await once(child, 'message'))[0], 'x');
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);

  child = start('unref');
  assert.strictEqual((await once(child, 'message'))[0], 'unref');
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);

  child = start('late');
  child.send('early');
  assert.deepStrictEqual((await once(child, 'message'))[0], { late: 'early' });
  assert.deepStrictEqual(await once(child, 'exit'), [0, null]);

  child = start('disconnects');
  await once(child, 'message');
  child.disconnect();
  assert.strictEqual(child.connected, false);
  assert.deepStrictEqual(await once(child, 'exit'), [7, null]);

  child = start('variables');
  assert.deepStrictEqual((await once(child, 'message'))[0], [null, null]);

  // Any program may have a channel.
  const sh = spawn('sh', ['-c', 'echo "{\\"fd\\":$NODE_CHANNEL_FD}" >&4'], { stdio: ['ignore', 'ignore', 'inherit', 'ignore', 'ipc'] });
  assert.deepStrictEqual((await once(sh, 'message'))[0], { fd: 4 });
  assert.strictEqual(sh.stdio[4], null);
}

if (process.argv[2] === undefined) main();
else children[process.argv[2]]();
