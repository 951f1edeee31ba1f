import assert from 'node:assert';
const base = `${import.meta.dirname}/fixtures`;
const { importFrom } = await import('./fixtures/import-from.mjs');
const from = ` imported from ${base}/import-from.mjs`;
const config = `${base}/node_modules/pkg/package.json`;
assert.strictEqual((await importFrom('pkg')).default, 'pkg');
assert.strictEqual((await importFrom('pkg/sub/main.js')).default, 'pkg');
assert.strictEqual((await importFrom('dual')).dual, 'cjs');
assert.strictEqual((await importFrom('index-only')).only, 1);
assert.strictEqual((await importFrom('no-entry/sub.js')).sub, 1);
const table = {
  'pkg/main.mjs': ['ERR_PACKAGE_PATH_NOT_EXPORTED', `Package subpath './main.mjs' is not defined by "exports" in ${config}${from}`],
  'no-entry': ['ERR_MODULE_NOT_FOUND', `Cannot find package '${base}/node_modules/no-entry/index.js'${from}`],
  'no-entry/sub': ['ERR_MODULE_NOT_FOUND',
    `Cannot find module '${base}/node_modules/no-entry/sub'${from}\nDid you mean to import "no-entry/sub.js"?`],
};
for (const [specifier, [code, message]] of Object.entries(table)) {
  await assert.rejects(importFrom(specifier), { code, message }, specifier);
}
