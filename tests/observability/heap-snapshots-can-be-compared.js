// heddle-only
// no-gc-stress: that tier moves objects at every collection, and their ids are their places
'use strict';
// What lives on keeps its id, so that DevTools can show what came and what went between two snapshots.
const assert = require('node:assert');
const v8 = require('node:v8');
const { parseSnapshot, readAll } = require('./fixtures/snapshot.js');

class Kept { constructor() { this.own = {}; } }
class Fresh { constructor() { this.own = {}; } }
const instances = (snapshot, name) => snapshot.objects(name).filter(({ edges }) => edges.some((edge) => edge.name === 'own'));

(async () => {
  globalThis.list = Array.from({ length: 100 }, () => new Kept());
  const before = parseSnapshot(await readAll(v8.getHeapSnapshot()));
  globalThis.list.push(new Fresh());
  const after = parseSnapshot(await readAll(v8.getHeapSnapshot()));
  const ids = (snapshot) => instances(snapshot, 'Kept').map(({ id }) => id).sort();
  assert.strictEqual(ids(before).length, 100);
  assert.deepStrictEqual(ids(before), ids(after));
  assert.strictEqual(instances(before, 'Fresh').length, 0);
  const [fresh] = instances(after, 'Fresh');
  assert(!before.nodes.some(({ id, name }) => id === fresh.id && name === 'Kept'));
})();
