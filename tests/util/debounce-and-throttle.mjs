// util.debounce and util.throttle. Time is not measured: only what is called and what settles.
import assert from 'node:assert';
import { debounce, throttle } from 'node:util';

const outcome = (promises) => Promise.all(promises.map((promise) => promise.then((value) => value, (error) => error.message)));

{
  const calls = [];
  const run = debounce((value) => { calls.push(value); return value; }, 5);
  assert.deepStrictEqual(await outcome([run(1), run(2), run(3)]), [3, 3, 3]);
  assert.deepStrictEqual(calls, [3]);
  assert.strictEqual(run.pending, null);
}
{
  const run = debounce((value) => value, 5, { leading: true });
  const promises = [run(1), run(2), run(3)];
  assert.strictEqual(run.pendingCount, 2);
  assert.deepStrictEqual(await outcome(promises), [1, 3, 3]);
}
{
  const run = debounce((value) => value, 1000, { rejectOnCancel: true });
  const promises = outcome([run(1), run(2)]);
  run.flush();
  assert.deepStrictEqual(await promises, ['The debounced call was superseded', 2]);
}
{
  const controller = new AbortController();
  const run = debounce((value) => value, 1000, { signal: controller.signal });
  const promises = outcome([run(1)]);
  controller.abort('why');
  assert.deepStrictEqual(await promises, ['The operation was aborted']);
  await assert.rejects(run(2), { name: 'AbortError', cause: 'why' });
}
{
  const calls = [];
  const run = throttle((value) => { calls.push(value); return value; }, 2, 20);
  const promises = [run(1), run(2), run(3)];
  assert.deepStrictEqual(calls, [1, 2]);
  assert.strictEqual(run.pendingCount, 1);
  assert.strictEqual(run.hasImmediateCapacity(), false);
  assert.deepStrictEqual(await outcome(promises), [1, 2, 3]);
}
{
  const run = throttle((value) => value, 1, 1000, { overflow: 'drop' });
  const promises = [run(1), run(2)];
  assert.deepStrictEqual(await outcome(promises), [1, 'The call was dropped by the throttled function']);
}
{
  const run = throttle((value) => value, 1, 1000);
  const promises = outcome([run(1), run(2)]);
  run.cancel();
  assert.deepStrictEqual(await promises, [1, 'The operation was aborted']);
}
assert.throws(() => debounce(1, 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => throttle(() => {}, 0, 1), { code: 'ERR_OUT_OF_RANGE' });
