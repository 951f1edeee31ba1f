'use strict';
const assert = require('node:assert');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const histogram = monitorEventLoopDelay({ resolution: 2 });
assert.strictEqual(histogram.enable(), true);
assert.strictEqual(histogram.enable(), false);
setTimeout(function again() {
  if (histogram.count < 3) {
    setTimeout(again, 5);
    return;
  }
  assert.strictEqual(histogram.disable(), true);
  assert.strictEqual(histogram.disable(), false);
  assert.ok(histogram.min > 0 && histogram.max >= histogram.min && histogram.mean >= histogram.min);
}, 5);
assert.throws(() => monitorEventLoopDelay({ resolution: 0 }), { code: 'ERR_OUT_OF_RANGE' });
