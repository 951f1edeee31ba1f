// exit: 5
const assert = require('node:assert');

const seen = [];
let rounds = 0;
process.on('beforeExit', (code) => {
  seen.push(`beforeExit ${code}`);
  // New work begins another round.
  if (++rounds === 1) setImmediate(() => seen.push('immediate'));
});
process.on('exit', (code) => {
  seen.push(`exit ${code}`);
  assert.deepStrictEqual(seen, ['beforeExit 0', 'immediate', 'beforeExit 0', 'exit 0']);
  process.nextTick(() => assert.fail('nothing runs after exit'));
  process.exitCode = 5;
});
