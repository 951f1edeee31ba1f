import assert from 'node:assert';
assert.strictEqual((await import('./fixtures/plain.js')).default, 'js');
assert.strictEqual((await import('./fixtures/extensionless')).default, 'no extension');
assert.strictEqual((await import('./fixtures/module-scope/file.js')).default, `${import.meta.dirname}/fixtures/module-scope/file.js`);
assert.strictEqual((await import('./fixtures/module-scope/extensionless')).kind, 'module');
