// query(): names, modes and clients of what is held and what waits.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

const clientId = `node-${process.pid}-0`;
await locks.request('a', async () => {
  const waiting = locks.request('a', { mode: 'shared' }, () => {});
  const state = await locks.query();
  assert.deepStrictEqual(state, {
    held: [{ name: 'a', mode: 'exclusive', clientId }],
    pending: [{ name: 'a', mode: 'shared', clientId }],
  });
  waiting.catch(() => {});
});
