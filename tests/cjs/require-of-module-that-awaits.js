'use strict';
const assert = require('node:assert');
for (const name of ['awaits.mjs', 'imports-awaits.mjs']) {
  const file = `${__dirname}/fixtures/${name}`;
  assert.throws(() => require(file), {
    code: 'ERR_REQUIRE_ASYNC_MODULE',
    message: 'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the ' +
      `top-level await comes from, use --experimental-print-required-tla.\nRequired module: ${file}\nRequire stack:\n- ${__filename}`,
  });
}
// The same module can still be imported.
import('./fixtures/awaits.mjs').then(({ a }) => {
  assert.strictEqual(a, 1);
  process.exitCode = 0;
});
process.exitCode = 1;
