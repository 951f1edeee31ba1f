'use strict';
const assert = require('node:assert');
const info = {
  startTime: 1, endTime: 5, redirectStartTime: 0, redirectEndTime: 0, postRedirectStartTime: 1, finalServiceWorkerStartTime: 0,
  finalNetworkRequestStartTime: 3, finalNetworkResponseStartTime: 4, encodedBodySize: 10, decodedBodySize: 20,
  finalConnectionTimingInfo: { domainLookupStartTime: 1, domainLookupEndTime: 2, connectionStartTime: 2,
                               connectionEndTime: 3, secureConnectionStartTime: 2, ALPNNegotiatedProtocol: 'h2' },
};
const entry = performance.markResourceTiming(info, 'http://x/', 'fetch', globalThis, '', {}, 200, '');
assert.ok(entry instanceof PerformanceResourceTiming);
assert.deepStrictEqual([entry.name, entry.duration, entry.initiatorType, entry.requestStart, entry.transferSize,
  entry.nextHopProtocol, entry.responseStatus], ['http://x/', 4, 'fetch', 3, 310, 'h2', 200]);
assert.strictEqual(performance.getEntriesByType('resource').length, 1);
performance.setResourceTimingBufferSize(1);
let full = 0;
performance.addEventListener('resourcetimingbufferfull', () => {
  full++;
  performance.setResourceTimingBufferSize(2);
});
performance.markResourceTiming(info, 'http://y/', 'fetch', globalThis, 'local', {}, 200, '');
process.on('exit', () => {
  assert.ok(full >= 1);
  assert.strictEqual(performance.getEntriesByType('resource').length, 2);
});
