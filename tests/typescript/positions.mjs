import assert from 'node:assert';
import { fail } from './fixtures/stack.ts';
assert.throws(() => fail('x'), (error) => {
  assert.match(error.stack.split('\n')[1], /fixtures\/stack\.ts:4:85\)?$/);
  return true;
});
