// env: JS_GC_ZEAL=14,3000
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const v8 = require('node:v8');
const { follow, parseSnapshot } = require('./fixtures/snapshot.js');

class Holder {}
const holder = globalThis.holder = new Holder();
holder.list = [{ inner: 'first' }, { inner: 'second' }];
holder.pattern = /ab+c/g;
holder.buffer = new ArrayBuffer(3_000_000);
holder.symbol = Symbol('mark');
holder.big = 2n ** 200n;
holder.map = new Map([['key', { deep: true }]]);
holder.closure = function outer() { return holder; };
Object.defineProperty(holder, 'accessor', { get: function reader() { return 1; }, enumerable: true });
class Key {}
class Value {}
holder.key = new Key();
const weak = globalThis.weak = new WeakMap([[holder.key, new Value()]]);
weak.set(new Key(), new Value());

assert.strictEqual(v8.writeHeapSnapshot('given.heapsnapshot'), 'given.heapsnapshot');
assert.strictEqual(fs.statSync('given.heapsnapshot').mode & 0o77, 0, 'nobody else may read a heap');
const name = v8.writeHeapSnapshot();
assert.match(name, new RegExp(`^Heap\\.\\d{8}\\.\\d{6}\\.${process.pid}\\.0\\.\\d{3}\\.heapsnapshot$`));
for (const file of ['given.heapsnapshot', name]) {
  const snapshot = parseSnapshot(fs.readFileSync(file, 'utf8'));
  const [node] = snapshot.objects('Holder').filter((node) => node.edges.some((edge) => edge.name === 'list'));
  assert.strictEqual(follow(node, 'list').name, 'Array');
  assert.strictEqual(follow(node, 'pattern').type, 'regexp');
  assert.strictEqual(follow(node, 'pattern').name, 'ab+c');
  assert.strictEqual(follow(node, 'symbol').type, 'symbol');
  assert.strictEqual(follow(node, 'big').type, 'bigint');
  assert.strictEqual(follow(node, 'closure').type, 'closure');
  assert.strictEqual(follow(node, 'closure').name, 'outer');
  const data = follow(node, 'buffer').edges.map(({ to }) => to).find(({ name }) => name === 'system / JSArrayBufferData');
  assert.strictEqual(data.type, 'native');
  assert(data.size >= 3_000_000 && data.size < 3_100_000, String(data.size));
  // An ephemeron whose key is gone is gone as well.
  assert.strictEqual(snapshot.objects('Value').filter((node) => !node.edges.some((edge) => edge.name === 'constructor')).length, 1);
}

assert.throws(() => v8.writeHeapSnapshot('/no/such/folder/x'), { code: 'ENOENT', syscall: 'open' });
assert.throws(() => v8.writeHeapSnapshot(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.writeHeapSnapshot(undefined, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.getHeapSnapshot({ exposeInternals: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.getHeapSnapshot({ exposeNumericValues: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
