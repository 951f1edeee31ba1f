// flags: --enable-source-maps
import assert from 'node:assert';
import { fileURLToPath } from 'node:url';
import { average } from './fixtures/dist/esm.min.mjs';

const source = fileURLToPath(new URL('fixtures/src/math.js', import.meta.url));
assert.throws(() => average([]), (error) => {
  const frames = error.stack.split('\n');
  assert.strictEqual(frames[1], `    at divide (${source}:4:11)`);
  assert.strictEqual(frames[2], `    at n (${source}:11:10)`);
  return true;
});
