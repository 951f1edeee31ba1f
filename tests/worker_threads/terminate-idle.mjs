// terminate() ends an idle worker; the promise resolves with the code, a second call with undefined.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
await once(worker, 'online');
let exits = 0;
worker.on('exit', () => exits++);
const both = await Promise.all([worker.terminate(), worker.terminate()]);
assert.deepStrictEqual(both, [1, 1]);
assert.strictEqual(exits, 1);
assert.strictEqual(await worker.terminate(), undefined);
