// diagnostics_channel: start, grant, miss and end of each request.
import assert from 'node:assert';
import { subscribe } from 'node:diagnostics_channel';
import { locks } from 'node:worker_threads';

const log = [];
for (const step of ['start', 'grant', 'miss', 'end']) {
  subscribe(`locks.request.${step}`, (message, name) => {
    assert.strictEqual(name, `locks.request.${step}`);
    log.push([step, message]);
  });
}
const fails = new Error('x');
await locks.request('a', async () => {
  await locks.request('a', { ifAvailable: true }, () => {});
});
await assert.rejects(locks.request('b', { mode: 'shared' }, async () => { throw fails; }));
const a = { name: 'a', mode: 'exclusive' };
const b = { name: 'b', mode: 'shared' };
assert.deepStrictEqual(log, [
  ['start', a], ['grant', a],
  ['start', a], ['miss', a], ['end', { ...a, ifAvailable: true, steal: false, error: undefined }],
  ['end', { ...a, ifAvailable: false, steal: false, error: undefined }],
  ['start', b], ['grant', b], ['end', { ...b, ifAvailable: false, steal: false, error: fails }],
]);
