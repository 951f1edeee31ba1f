import assert from 'node:assert';

const all = [];
for await (const x of ReadableStream.from([1, Promise.resolve(2)])) all.push(x);
assert.deepStrictEqual(all, [1, 2]);

const kept = ReadableStream.from([1, 2]);
for await (const x of kept.values({ preventCancel: true })) {
  assert.strictEqual(x, 1);
  break;
}
assert.strictEqual(kept.locked, false);
assert.deepStrictEqual(await kept.getReader().read(), { done: false, value: 2 });

let returned = false;
const generator = (async function* () { try { yield 1; yield 2; } finally { returned = true; } })();
for await (const x of ReadableStream.from(generator)) {
  assert.strictEqual(x, 1);
  break;
}
assert.strictEqual(returned, true);
