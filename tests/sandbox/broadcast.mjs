// heddle-only
// A sandboxed worker hears nothing of the program's BroadcastChannels and says nothing there, also past the runtime's own API.
import assert from 'node:assert';
import { once } from 'node:events';
import { BroadcastChannel, Worker } from 'node:worker_threads';
import { asEachUser, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const channel = new BroadcastChannel('secrets');
  channel.onmessage = () => assert.fail('a message of the sandbox');
  assert.strictEqual(await inSandbox(`code(() => new BroadcastChannel('secrets'))`), 'ERR_ACCESS_DENIED');

  // What a worker sends to join a group: a kind, no more to come, the number of a port that it opens, the name.
  const worker = new Worker(`
    require('node:fs').writeSync(3, Buffer.concat([Buffer.from([7, 0, 3, 0, 0, 0, 0, 0, 0, 0]), Buffer.from('secrets')]));
    setInterval(() => {}, 1e6);
  `, { eval: true, isolation: 'process', sandbox: true });
  assert.deepStrictEqual(await once(worker, 'exit'), [1]);
  assert.strictEqual(worker.exitReason, 'misbehaved');
  channel.close();
});
