const assert = require('node:assert');

const memory = process.memoryUsage();
assert.deepStrictEqual(Object.keys(memory), ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers']);
assert.ok(memory.rss > memory.heapUsed && memory.heapUsed > 0);
assert.ok(process.memoryUsage.rss() > 0);
const keep = new ArrayBuffer(64 << 20);
assert.ok(process.memoryUsage().external - memory.external >= keep.byteLength);
assert.ok(process.availableMemory() > 0);
assert.strictEqual(typeof process.constrainedMemory(), 'number');

const before = process.cpuUsage();
for (let i = 0, x = 0; i < 1e6; i++) x += i;
const used = process.cpuUsage(before);
assert.ok(used.user >= 0 && used.system >= 0);
assert.throws(() => process.cpuUsage(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.cpuUsage({ user: -1, system: 1 }), { code: 'ERR_INVALID_ARG_VALUE', name: 'RangeError' });
assert.ok(process.threadCpuUsage().user >= 0);
assert.strictEqual(Object.keys(process.resourceUsage()).length, 16);
assert.ok(process.resourceUsage().maxRSS > 0);
assert.ok(Array.isArray(process.getActiveResourcesInfo()));
