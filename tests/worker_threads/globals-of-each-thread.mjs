// Each thread has globals and built-in classes of its own: what one does to them, no other sees.
import assert from 'node:assert';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

globalThis.mine = 'main';
Array.prototype.added = 1;
Object.prototype.toJSON = undefined;
const source = `const { parentPort } = require('node:worker_threads');
  const seen = { mine: typeof mine, added: [].added, inObject: 'toJSON' in {}, parallel: require('node:os').availableParallelism(),
    hardware: navigator.hardwareConcurrency };
  globalThis.theirs = 'worker';
  Map.prototype.get = () => 'changed';
  delete globalThis.setTimeout;
  parentPort.postMessage(seen);`;
for (let n = 0; n < 2; n++) {
  const worker = new Worker(source, { eval: true });
  const [seen] = await Promise.all([new Promise((resolve) => worker.once('message', resolve)),
    new Promise((resolve) => worker.once('exit', resolve))]);
  assert.deepStrictEqual(seen, { mine: 'undefined', added: undefined, inObject: false, parallel: availableParallelism(),
    hardware: navigator.hardwareConcurrency });
}
assert.strictEqual(typeof theirs, 'undefined');
assert.strictEqual(new Map([[1, 2]]).get(1), 2);
assert.strictEqual(typeof setTimeout, 'function');
delete Object.prototype.toJSON;
