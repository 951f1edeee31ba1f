import assert from 'node:assert';
import { value, set } from './fixtures/live.mjs';
import { result } from './fixtures/cycle-a.mjs';
assert.strictEqual(value, 1);
set(2);
assert.strictEqual(value, 2);
assert.strictEqual(result, 'a sees b');
assert.throws(() => { value = 3; }, TypeError); // eslint-disable-line no-import-assign
const linked = await import('./fixtures/link.mjs');
assert.strictEqual(linked.value, 2, 'a link is the same module as its target');
