'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');
const { parseCpuProfile } = require('./fixtures/profile.js');

let sum = 0;
function inner(i) { return (sum + i * 7) | 0; }
function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end) for (let i = 0; i < 1e5; i++) sum = inner(i);
}
const outer = () => spin(150);
class Kind { static make() { outer(); } get value() { outer(); return 1; } }

const handle = v8.startCpuProfile();
assert.strictEqual(handle.constructor.name, 'SyncCPUProfileHandle');
const second = v8.startCpuProfile({ sampleInterval: 0.5, maxBufferSize: 20 });
Kind.make();
assert.strictEqual(new Kind().value, 1);
[1].forEach(function visitor() { outer(); });
const text = handle.stop();
assert.strictEqual(handle.stop(), undefined, 'it is given out once');

const profile = parseCpuProfile(text);
assert(profile.samples.length > 50, String(profile.samples.length));
assert(profile.hits('spin') + profile.hits('inner') + profile.hits('now') > profile.samples.length / 2);
for (const [name, line] of [['spin', 7], ['outer', 11], ['make', 12], ['get value', 12], ['visitor', 19]]) {
  const [node] = profile.find(name);
  assert(node, name);
  assert.strictEqual(node.callFrame.url, __filename);
  assert.strictEqual(node.callFrame.lineNumber, line, name);
  assert(node.callFrame.scriptId > 0);
}
assert(profile.find('spin').some((node) => profile.pathTo(node).slice(-3).join() === 'make,outer,spin'));

const limited = parseCpuProfile(second.stop());
assert.strictEqual(limited.samples.length, 20, 'samples beyond the limit are dropped');

{ using disposed = v8.startCpuProfile(); }
for (const options of [5, null, 'x']) assert.throws(() => v8.startCpuProfile(options), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.startCpuProfile({ sampleInterval: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => v8.startCpuProfile({ sampleInterval: '1' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.startCpuProfile({ maxBufferSize: 0 }), { code: 'ERR_OUT_OF_RANGE' });
