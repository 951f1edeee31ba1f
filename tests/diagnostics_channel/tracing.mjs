import assert from 'node:assert';
import { boundedChannel, tracingChannel } from 'node:diagnostics_channel';
const channel = tracingChannel('op');
assert.strictEqual(channel.start.name, 'tracing:op:start');
let log = [];
const handlers = {};
for (const step of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
  handlers[step] = ({ id, result, error }) => log.push([step, id, result ?? error?.message]);
}
const take = () => { const taken = log; log = []; return taken; };
channel.subscribe(handlers);

assert.strictEqual(channel.traceSync((a, b) => a + b, { id: 1 }, null, 1, 2), 3);
assert.deepStrictEqual(take(), [['start', 1, undefined], ['end', 1, 3]]);
assert.throws(() => channel.traceSync(() => { throw new Error('x'); }, { id: 2 }), { message: 'x' });
assert.deepStrictEqual(take(), [['start', 2, undefined], ['error', 2, 'x'], ['end', 2, 'x']]);

assert.strictEqual(await channel.tracePromise(async (a) => a * 2, { id: 3 }, null, 4), 8);
assert.deepStrictEqual(take(), [['start', 3, undefined], ['end', 3, undefined], ['asyncStart', 3, 8], ['asyncEnd', 3, 8]]);
await assert.rejects(channel.tracePromise(async () => { throw new Error('y'); }, { id: 4 }), { message: 'y' });
assert.deepStrictEqual(take(), [['start', 4, undefined], ['end', 4, undefined], ['error', 4, 'y'], ['asyncStart', 4, 'y'],
  ['asyncEnd', 4, 'y']]);

await new Promise((resolve) => channel.traceCallback((value, callback) => setImmediate(callback, null, value), -1,
  { id: 5 }, null, 'v', (error, value) => { log.push(value); resolve(); }));
assert.deepStrictEqual(take(), [['start', 5, undefined], ['end', 5, undefined], ['asyncStart', 5, 'v'], 'v', ['asyncEnd', 5, 'v']]);
assert.throws(() => channel.traceCallback(() => {}, -1, {}, null, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(channel.unsubscribe(handlers), true);
assert.strictEqual(channel.hasSubscribers, false);

const bounded = boundedChannel('b');
bounded.subscribe({ start: ({ id }) => log.push(['start', id]), end: ({ id }) => log.push(['end', id]) });
assert.strictEqual(bounded.run({ id: 6 }, (a) => a, null, 7), 7);
assert.deepStrictEqual(take(), [['start', 6], ['end', 6]]);
