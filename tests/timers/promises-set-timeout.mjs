import assert from 'node:assert';
import { setTimeout, setImmediate, scheduler } from 'node:timers/promises';
import { promisify } from 'node:util';
import timers from 'node:timers';

assert.strictEqual(await setTimeout(1, 'value'), 'value');
assert.strictEqual(await setImmediate('value'), 'value');
assert.strictEqual(await promisify(timers.setTimeout)(1, 'p'), 'p');
assert.strictEqual(await promisify(timers.setImmediate)('q'), 'q');
assert.strictEqual(await scheduler.wait(1), undefined);
assert.strictEqual(await scheduler.yield(), undefined);
assert.strictEqual(timers.promises.setTimeout, setTimeout);
assert.throws(() => new scheduler.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

await assert.rejects(setTimeout('a'), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(setTimeout(1, 2, 3), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(setTimeout(1, 2, { ref: 3 }), { code: 'ERR_INVALID_ARG_TYPE' });
await assert.rejects(setTimeout(1, 2, { signal: 3 }), { code: 'ERR_INVALID_ARG_TYPE' });
const controller = new AbortController();
const waiting = setTimeout(2 ** 30, 'never', { signal: controller.signal });
controller.abort('why');
await assert.rejects(waiting, { name: 'AbortError', code: 'ABORT_ERR', cause: 'why', message: 'The operation was aborted' });
await assert.rejects(setTimeout(1, 2, { signal: controller.signal }), { name: 'AbortError' });
await assert.rejects(setImmediate(1, { signal: controller.signal }), { name: 'AbortError' });
