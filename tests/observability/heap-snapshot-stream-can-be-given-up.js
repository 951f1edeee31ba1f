'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');

const stream = v8.getHeapSnapshot();
assert.strictEqual(stream.constructor.name, 'HeapSnapshotStream');
stream.once('data', (chunk) => {
  assert(Buffer.isBuffer(chunk));
  assert.strictEqual(chunk.toString('utf8', 0, 12), '{"snapshot":');
  stream.destroy();
});
stream.on('close', () => assert.strictEqual(stream.destroyed, true));
stream.on('end', () => assert.fail('the rest is not read'));
