'use strict';
const assert = require('node:assert');
let calls = 0;
const observer = new PerformanceObserver(function(list, self) {
  calls++;
  assert.strictEqual(self, observer);
  assert.strictEqual(this, observer);
  assert.deepStrictEqual(list.getEntries().map((e) => [e.name, e.entryType]), [['one', 'mark'], ['two', 'measure']]);
  assert.strictEqual(list.getEntriesByType('mark').length, 1);
  assert.strictEqual(list.getEntriesByName('two', 'measure').length, 1);
  observer.disconnect();
  performance.mark('unseen');
  const buffered = new PerformanceObserver((past) => {
    calls++;
    assert.deepStrictEqual(past.getEntries().map((e) => e.name), ['one', 'unseen']);
    buffered.disconnect();
  });
  buffered.observe({ type: 'mark', buffered: true });
  assert.throws(() => buffered.observe({ entryTypes: ['mark'] }), { name: 'InvalidModificationError' });
});
observer.observe({ entryTypes: ['mark', 'measure'] });
performance.mark('one', { startTime: 1 });
performance.measure('two', 'one');
assert.ok(PerformanceObserver.supportedEntryTypes.includes('function'));
assert.throws(() => new PerformanceObserver(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => observer.observe({}), { code: 'ERR_MISSING_ARGS' });
process.on('exit', () => assert.strictEqual(calls, 2));
