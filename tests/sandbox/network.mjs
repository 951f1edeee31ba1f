// heddle-only
// flags: --expose-test-natives
// A sandboxed worker makes no socket, of whatever kind, so that it reaches nobody.
import assert from 'node:assert';
import net from 'node:net';
import { once } from 'node:events';
import { asEachUser, EPERM, inSandbox } from './fixtures/sandboxed.mjs';

await asEachUser(import.meta.url, async () => {
  const server = net.createServer(() => assert.fail('connected')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  assert.deepStrictEqual(await inSandbox(`[
    // unix, IPv4, IPv6, netlink, packet, vsock; datagrams and raw ones
    ...[[1, 1], [2, 1], [10, 1], [16, 3], [17, 3], [40, 1], [2, 2], [2, 3]].map(([family, type]) => native('socket', family, type, 0)),
    native('socketpair', 1, 1, 0, 0),
    native('connect', 1, 0, 0),
  ]`), Array(10).fill(EPERM));
  const ends = await inSandbox(`Promise.all([
    new Promise((resolve) => require('net').connect(${port}, '127.0.0.1', () => resolve('allowed')).on('error', () => resolve('denied'))),
    new Promise((resolve) => require('net').createServer().listen(0, () => resolve('allowed')).on('error', () => resolve('denied'))),
  ])`);
  assert.deepStrictEqual(ends, ['denied', 'denied']);
  server.close();
});
