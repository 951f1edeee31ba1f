'use strict';
const assert = require('node:assert');
const { performance } = require('node:perf_hooks');
setTimeout(() => {
  const before = performance.eventLoopUtilization();
  setTimeout(() => {
    const { idle, active, utilization } = performance.eventLoopUtilization(before);
    assert.ok(idle > 0 && active >= 0 && utilization >= 0 && utilization < 1, `${idle} ${active} ${utilization}`);
    assert.ok(performance.nodeTiming.idleTime >= idle);
  }, 50);
}, 1);
