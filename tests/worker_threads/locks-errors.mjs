// Arguments and combinations that are refused.
import assert from 'node:assert';
import { locks } from 'node:worker_threads';

const type = { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' };
await assert.rejects(locks.request(), type);
await assert.rejects(locks.request('a'), type);
await assert.rejects(locks.request('a', {}, 5), type);
await assert.rejects(locks.request(Symbol('x'), () => {}), type);
await assert.rejects(locks.request('a', 5, () => {}), { ...type, message: 'Value cannot be converted to a dictionary' });
await assert.rejects(locks.request('a', { mode: 'x' }, () => {}), {
  name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE', message: "mode 'x' is not a valid enum value of type LockMode.",
});
for (const signal of [5, null]) {
  await assert.rejects(locks.request('a', { signal }, () => {}), { ...type, message: 'signal is not an object.' });
}
await assert.rejects(locks.request('a', { signal: {} }, () => {}), type);
const { signal } = new AbortController();
const unsupported = [
  ['-a', {}, 'Lock name may not start with hyphen'],
  ['a', { ifAvailable: true, steal: true }, 'ifAvailable and steal are mutually exclusive'],
  ['a', { mode: 'shared', steal: true }, 'mode: "shared" and steal are mutually exclusive'],
  ['a', { signal, steal: true }, 'signal cannot be used with steal or ifAvailable'],
  ['a', { signal, ifAvailable: true }, 'signal cannot be used with steal or ifAvailable'],
];
for (const [name, options, message] of unsupported) {
  await assert.rejects(locks.request(name, options, () => {}), { name: 'NotSupportedError', code: 9, message });
}
