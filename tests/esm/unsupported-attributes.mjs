import assert from 'node:assert';
const url = new URL('./fixtures/data.json', import.meta.url).href;
await assert.rejects(import('./fixtures/data.json', { with: { type: 'css' } }), { code: 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED',
  message: `Import attribute "type" with value "css" is not supported in ${url}` });
await assert.rejects(import('./fixtures/live.mjs', { with: { type: 'css' } }), { code: 'ERR_IMPORT_ATTRIBUTE_UNSUPPORTED' });
