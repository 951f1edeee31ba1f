import assert from 'node:assert';
import data from './fixtures/data.json' with { type: 'json' };
assert.deepStrictEqual(data, { answer: 42 });
const again = await import('./fixtures/data.json', { with: { type: 'json' } });
assert.strictEqual(again.default, data);
assert.deepStrictEqual(Object.keys(again), ['default']);
const url = new URL('./fixtures/data.json', import.meta.url).href;
const module = new URL('./fixtures/live.mjs', import.meta.url).href;
await assert.rejects(import('./fixtures/data.json'), { name: 'TypeError', code: 'ERR_IMPORT_ATTRIBUTE_MISSING',
  message: `Module "${url}" needs an import attribute of "type: json"` });
await assert.rejects(import('./fixtures/live.mjs', { with: { type: 'json' } }), { code: 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE',
  message: `Module "${module}" is not of type "json"` });
await assert.rejects(import('./fixtures/broken.json', { with: { type: 'json' } }), (error) => {
  assert.strictEqual(error.name, 'SyntaxError');
  assert.ok(error.message.startsWith(`${import.meta.dirname}/fixtures/broken.json: `), error.message);
  return true;
});
