import assert from 'node:assert';
import { registerHooks } from 'node:module';
const seen = [];
const hooks = registerHooks({
  resolve(specifier, context, next) {
    seen.push(['resolve', specifier, context.parentURL]);
    if (specifier === 'virtual') return { url: 'virtual:module', shortCircuit: true };
    return next(specifier, context);
  },
  load(url, context, next) {
    seen.push(['load', url]);
    if (url === 'virtual:module') {
      return { format: 'module', source: 'export const url = import.meta.url; export const made = true;', shortCircuit: true };
    }
    const loaded = next(url, context);
    return url.endsWith('/plain.js') ? { ...loaded, source: String(loaded.source).replace('"js"', '"hooked"') } : loaded;
  },
});
assert.deepStrictEqual({ ...await import('virtual') }, { made: true, url: 'virtual:module' });
assert.deepStrictEqual(seen, [['resolve', 'virtual', import.meta.url], ['load', 'virtual:module']]);
assert.strictEqual((await import('./fixtures/plain.js')).default, 'hooked');
const { default: cjs } = await import('./fixtures/function.cjs');
assert.strictEqual(cjs.extra, 5);
hooks.deregister();
await assert.rejects(import('virtual2'), { code: 'ERR_MODULE_NOT_FOUND' });
