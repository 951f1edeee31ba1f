// `import source` and `import.source()` give the compiled module, once for each URL, without its imports being loaded.
import source empty from 'data:application/wasm;base64,AGFzbQEAAAA=';
import assert from 'node:assert';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

assert.ok(empty instanceof WebAssembly.Module);
assert.deepStrictEqual(Object.keys(new WebAssembly.Instance(empty).exports), []);
assert.strictEqual(await import.source('data:application/wasm;base64,AGFzbQEAAAA='), empty);

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'wasm-'));
const file = path.join(folder, 'needs.wasm');
// (module (import "./not-there.mjs" "f" (func)))
const name = Buffer.from('./not-there.mjs');
fs.writeFileSync(file, Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0,
  2, name.length + 6, 1, name.length, ...name, 1, 0x66, 0, 0]));
const { href } = pathToFileURL(file);
const needs = await import.source(href);
assert.deepStrictEqual(WebAssembly.Module.imports(needs), [{ module: './not-there.mjs', name: 'f', kind: 'function' }]);
assert.strictEqual(await import.source(href), needs);
await assert.rejects(import(href), { code: 'ERR_MODULE_NOT_FOUND' });

await assert.rejects(import.source(import.meta.url), {
  name: 'SyntaxError', code: 'ERR_SOURCE_PHASE_NOT_DEFINED',
  message: `Source phase import object is not defined for module '${import.meta.url}'`,
});
await assert.rejects(import.source('node:fs'), { code: 'ERR_SOURCE_PHASE_NOT_DEFINED' });
await assert.rejects(import.source('./not-there.wasm'), { code: 'ERR_MODULE_NOT_FOUND' });
fs.rmSync(folder, { recursive: true });
