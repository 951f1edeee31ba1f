// flags: --no-warnings
const assert = require('node:assert');

const seen = [];
const kept = { name: 'kept' };
const dropped = { name: 'dropped' };
process.finalization.register(kept, (object, event) => seen.push(`${object.name} ${event}`));
process.finalization.register(dropped, () => assert.fail('unregistered'));
process.finalization.registerBeforeExit(kept, (object, event) => seen.push(`${object.name} ${event}`));
process.finalization.unregister(dropped);
assert.throws(() => process.finalization.register(1, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
process.on('exit', () => {
  assert.ok(kept);
  assert.deepStrictEqual(seen, ['kept beforeExit', 'kept exit']);
});
