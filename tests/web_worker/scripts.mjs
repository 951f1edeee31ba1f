// flags: --experimental-web-worker
// Scripts from files and blobs, importScripts in classic workers, workers of workers.
import assert from 'node:assert';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

async function first(script, options) {
  const worker = new Worker(script, options);
  const data = await new Promise((resolve, reject) => {
    worker.onmessage = (event) => resolve(event.data);
    worker.onerror = (event) => reject(event.error ?? new Error(event.message));
  });
  worker.terminate();
  return data;
}
writeFileSync('classic.js', 'importScripts("part.js"); postMessage([part, typeof require, this === self]);');
writeFileSync('part.js', 'var part = 5;');
writeFileSync('module.js', 'import { sep } from "node:path"; postMessage([import.meta.url, sep, this === undefined]);');
const base = pathToFileURL(`${process.cwd()}/`);
assert.deepStrictEqual(await first('classic.js'), [5, 'function', true]);
assert.deepStrictEqual(await first('./module.js', { type: 'module' }), [new URL('module.js', base).href, '/', true]);

for (const type of ['classic', 'module']) {
  const blob = URL.createObjectURL(new Blob(['postMessage("from a blob")'], { type: 'text/javascript' }));
  assert.strictEqual(await first(blob, { type }), 'from a blob');
}
const nested = 'const w = new Worker("data:text/javascript,postMessage(7)"); w.onmessage = (e) => postMessage(e.data)';
assert.strictEqual(await first(`data:text/javascript,${encodeURIComponent(nested)}`), 7);
const refused = 'try { importScripts("data:text/javascript,1") } catch (e) { postMessage([e.name, e.code]) }';
assert.deepStrictEqual(await first(`data:text/javascript,${encodeURIComponent(refused)}`, { type: 'module' }),
                       ['TypeError', 'ERR_INVALID_STATE']);
const missing = 'try { importScripts("file:///no/such/file.js") } catch (e) { postMessage(e.name) }';
assert.strictEqual(await first(`data:text/javascript,${encodeURIComponent(missing)}`), 'NetworkError');
