// env: JS_GC_ZEAL=14,100000
'use strict';
const assert = require('node:assert');
const v8 = require('node:v8');
const { follow, parseSnapshot, readAll } = require('./fixtures/snapshot.js');

class Numbers {}
globalThis.numbers = new Numbers();
globalThis.numbers.small = 4711;
globalThis.numbers.fraction = 3.25;

const find = (snapshot) => snapshot.objects('Numbers').find(({ edges }) => edges.some(({ name }) => name === '__proto__') &&
  !edges.some(({ name }) => name === 'constructor'));

(async () => {
  const plain = find(parseSnapshot(await readAll(v8.getHeapSnapshot())));
  assert(!plain.edges.some(({ name, to }) => name === 'small' && to.type === 'number' && to.name === '4711'));
  const shown = find(parseSnapshot(await readAll(v8.getHeapSnapshot({ exposeNumericValues: true }))));
  assert.strictEqual(follow(shown, 'small').type, 'number');
  assert.strictEqual(follow(shown, 'small').name, process.versions.heddle ? '4711' : follow(shown, 'small').name);
  assert.strictEqual(follow(shown, 'fraction').type, 'number');
})();
