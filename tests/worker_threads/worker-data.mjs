// workerData is a structured clone: rich types and cycles arrive, identity does not.
import assert from 'node:assert';
import { once } from 'node:events';
import { Worker, workerData } from 'node:worker_threads';

assert.strictEqual(workerData, null);
const data = {
  map: new Map([['a', new Set([1, 2])]]), date: new Date(0), regexp: /x/gi, big: 10n ** 30n,
  bytes: new Uint8Array([1, 2, 3]), error: new RangeError('r'), nan: NaN, minusZero: -0, undef: undefined,
  sparse: [1, , 3], text: 'é\u{1F600}'.repeat(100),
};
data.self = data;
const worker = new Worker(new URL('fixtures/report-data.cjs', import.meta.url), { workerData: data });
const [back] = await once(worker, 'message');
assert.deepStrictEqual(back, data);
assert.strictEqual(back.self, back);
assert.ok(!(1 in back.sparse));

const none = new Worker(new URL('fixtures/report-data.cjs', import.meta.url));
assert.deepStrictEqual(await once(none, 'message'), [undefined]);
assert.throws(() => new Worker('', { eval: true, workerData: () => {} }), { name: 'DataCloneError', code: 25 });
