// What of Worker and MessagePort programs can see beside behaviour: numbers of parameters, and no more enumerable names
// than documented ones.
import assert from 'node:assert';
import { once } from 'node:events';
import { MessagePort, Worker, moveMessagePortToContext } from 'node:worker_threads';

const lengths = (prototype, names) => names.map((name) => prototype[name].length);
assert.deepStrictEqual(lengths(MessagePort.prototype, ['postMessage', 'start', 'close', 'ref', 'unref', 'hasRef']), [0, 0, 1, 0, 0, 0]);
assert.deepStrictEqual(lengths(Worker.prototype, ['postMessage', 'terminate', 'ref', 'unref']), [0, 0, 0, 0]);
assert.strictEqual(moveMessagePortToContext.length, 0);

const documented = ['close', 'hasRef', 'onclose', 'onmessage', 'onmessageerror', 'postMessage', 'ref', 'start', 'unref'];
for (const name of Object.keys(MessagePort.prototype)) assert.ok(documented.includes(name), name);

// The callback of earlier versions is not called.
const worker = new Worker('setInterval(() => {}, 1000)', { eval: true });
await once(worker, 'online');
let called = false;
const code = await worker.terminate(() => { called = true; });
assert.strictEqual(code, 1);
await new Promise(setImmediate);
assert.strictEqual(called, false);
